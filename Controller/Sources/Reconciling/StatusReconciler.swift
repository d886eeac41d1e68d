import Admission
import KubernetesAPI
import Logging
import Manifests
import Metrics

/// Writes what became of the policies into their status, and says which pods slipped through; only the leader runs it.
///
/// Pods are counted over their metadata, page by page: a watch of all pods would keep a large cluster in memory for three
/// numbers a policy.
public struct StatusReconciler<Transport: APITransport>: Sendable {
    private let client: KubernetesClient<Transport>
    private let knowledge: ClusterKnowledge
    private let settings: SettingsKeeper
    private let identity: ControllerIdentity
    private let wall: @Sendable () -> String
    private let changed: Signal
    private let logger: Logger

    /// How often pods are counted when nothing else happens.
    private static var period: Duration { .seconds(30) }
    /// After a change: many pods and policies change together.
    private static var settling: Duration { .seconds(2) }
    /// How many pods that slipped through get an Event in one round.
    private static var mostEvents: Int { 20 }

    /// A reconciler. `wall` gives the time as RFC 3339 has it, with six digits of a second (meta/v1 `MicroTime`);
    /// `changed` is set when a policy, the mesh or a namespace has changed.
    public init(
        _ client: KubernetesClient<Transport>, knowledge: ClusterKnowledge, settings: SettingsKeeper,
        identity: ControllerIdentity, wall: @escaping @Sendable () -> String, changed: Signal, logger: Logger
    ) {
        self.client = client
        self.knowledge = knowledge
        self.settings = settings
        self.identity = identity
        self.wall = wall
        self.changed = changed
        self.logger = logger
    }

    /// Runs until the task is cancelled.
    public func run() async {
        var reported: Set<PolicyTally.Slipped> = []
        while !Task.isCancelled {
            do throws(APIFailure) {
                try await step(&reported)
            } catch {
                if case .cancelled = error { return }
                logger.warning("the status of policies is out of date", metadata: ["why": "\(error)"])
            }
            await changed.wait(for: StatusReconciler.period, timing: client.timing)
            do { try await client.timing.sleep(StatusReconciler.settling) } catch { return }
        }
    }

    private func step(_ reported: inout Set<PolicyTally.Slipped>) async throws(APIFailure) {
        guard knowledge.missing.isEmpty else { return }
        let settings = settings.settings
        var tally = PolicyTally(settings)
        // Pods that have ended need no order any more.
        let selection = Selection(fields: "status.phase!=Succeeded,status.phase!=Failed", isMetadataOnly: true)
        _ = try await client.list(.pods, selection) { (page) throws(APIFailure) in
            for item in page.items { tally.add(Value(item)) }
        }
        Gauge(label: "holdfast_policies").record(tally.counts.count)
        Gauge(label: "holdfast_pods_held").record(tally.counts.values.reduce(0) { $0 + $1.held })
        Gauge(label: "holdfast_pods_unheld").record(
            tally.slippedCount + tally.counts.values.reduce(0) { $0 + $1.unheld })
        for finding in settings.findings { try await write(finding, tally.counts[finding.policy] ?? .init()) }
        try await report(tally, &reported)
    }

    private func write(_ finding: PolicyFinding, _ count: PolicyTally.Count) async throws(APIFailure) {
        let isClusterWide = finding.policy.kind == "ClusterStartupPolicy"
        let key = ObjectKey(namespace: finding.policy.namespace, name: finding.policy.name)
        let known = knowledge.objects(isClusterWide ? .clusterPolicies : .policies)?[key]
        let webhook = knowledge.objects(.mutatingWebhooks)?[ControllerIdentity.webhooks]
        let status = PolicyStatus.make(
            finding, count, isEnforced: webhook.map { WebhookConfigurationPlan.bundle(of: $0) != nil } ?? false,
            before: known?["status"], now: wall())
        guard known?["status"]?.sorted != status.sorted else { return }
        do throws(APIFailure) {
            _ = try await client.patchStatus(
                isClusterWide ? .clusterStartupPolicies : .startupPolicies, key,
                .merge(PolicyStatus.patch(status, before: known?["status"])))
        } catch {
            // Deleted meanwhile.
            if case .notFound = error { return }
            throw error
        }
    }

    private func note(_ pod: PolicyTally.Slipped) -> PodNote {
        PodNote(
            namespace: pod.namespace, name: pod.name, uid: pod.uid, action: "Admitting", reason: "AdmittedWithoutOrder",
            text: "This pod declares start-up, but was made while nobody could admit it: its containers did not wait. "
                + "Make it anew, for example with kubectl rollout restart.")
    }

    /// An Event on each pod that declares start-up and was admitted without it, once as long as this replica leads.
    private func report(
        _ tally: PolicyTally, _ reported: inout Set<PolicyTally.Slipped>
    ) async throws(APIFailure) {
        let news = tally.slipped.filter { !reported.contains($0) }.prefix(StatusReconciler.mostEvents)
        if !news.isEmpty {
            logger.warning(
                "pods declare start-up and were admitted without it",
                metadata: ["pods": "\(tally.slippedCount)", "first": "\(news[0].namespace)/\(news[0].name)"])
        }
        reported.formIntersection(tally.slipped)
        for pod in news {
            do throws(APIFailure) {
                _ = try await client.create(.events, note(pod).event(by: identity.replica, at: wall()))
            } catch {
                switch error {
                case .alreadyExists, .notFound, .forbidden: break
                default: throw error
                }
            }
            reported.insert(pod)
        }
    }
}
