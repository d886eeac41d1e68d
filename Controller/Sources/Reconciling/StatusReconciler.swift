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
    /// How many times as long as the counting took it rests: at most a tenth of the time the API server lists pods.
    private static var rest: Int { 10 }
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
        var known = Known()
        // Whoever leads next counts them; two that say the same would be added up.
        defer { StatusReconciler.record(policies: 0, held: 0, unheld: 0) }
        while !Task.isCancelled {
            let began = client.timing.now()
            do throws(APIFailure) {
                try await step(&known)
            } catch {
                if case .cancelled = error { return }
                logger.warning("the status of policies is out of date", metadata: ["why": "\(error)"])
            }
            let took = client.timing.now() - began
            await changed.wait(for: max(StatusReconciler.period, took * StatusReconciler.rest), timing: client.timing)
            do {
                try await client.timing.sleep(max(StatusReconciler.settling, took * StatusReconciler.rest))
            } catch { return }
        }
    }

    private func step(_ known: inout Known) async throws(APIFailure) {
        guard knowledge.missing.isEmpty else { return }
        let settings = settings.settings
        var tally = PolicyTally(settings)
        // Pods that have ended need no order any more.
        let selection = Selection(fields: "status.phase!=Succeeded,status.phase!=Failed", isMetadataOnly: true)
        _ = try await client.list(.pods, selection) { (page) throws(APIFailure) in
            for item in page.items { tally.add(Value(item)) }
        }
        let isEnforced = isAsked(settings)
        for finding in settings.findings {
            try await write(finding, tally.counts[finding.policy] ?? .init(), isEnforced)
        }
        try await report(tally, &known, settings)
        StatusReconciler.record(
            policies: tally.counts.count, held: tally.counts.values.reduce(0) { $0 + $1.held },
            unheld: tally.slippedCount - known.harmless.count + tally.counts.values.reduce(0) { $0 + $1.unheld })
    }

    /// Whether API servers are told to ask about what these settings are for: they trust the certificate, and the
    /// webhook's conditions are those of the policies of now.
    private func isAsked(_ settings: AdmissionSettings) -> Bool {
        guard let webhook = knowledge.objects(.mutatingWebhooks)?[ControllerIdentity.webhooks],
            WebhookConfigurationPlan.bundle(of: webhook) != nil
        else { return false }
        guard self.settings.version >= MatchConditions.since else { return true }
        let plan = WebhookConfigurationPlan(
            bundle: nil, matchConditions: [ControllerIdentity.podWebhook: MatchConditions.of(settings)])
        return plan.patch(for: webhook).operations.isEmpty
    }

    private static func record(policies: Int, held: Int, unheld: Int) {
        Gauge(label: "holdfast_policies").record(policies)
        Gauge(label: "holdfast_pods_held").record(held)
        Gauge(label: "holdfast_pods_unheld").record(unheld)
    }

    private func write(
        _ finding: PolicyFinding, _ count: PolicyTally.Count, _ isEnforced: Bool
    ) async throws(APIFailure) {
        let isClusterWide = finding.policy.kind == "ClusterStartupPolicy"
        let key = ObjectKey(namespace: finding.policy.namespace, name: finding.policy.name)
        let known = knowledge.objects(isClusterWide ? .clusterPolicies : .policies)?[key]
        let status = PolicyStatus.make(
            finding, count, isEnforced: isEnforced, before: known?["status"], now: wall())
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
        _ tally: PolicyTally, _ known: inout Known, _ settings: AdmissionSettings
    ) async throws(APIFailure) {
        known.reported.formIntersection(tally.slipped)
        known.harmless.formIntersection(tally.slipped)
        let notes = PodNotes(client: client, replica: identity.replica, wall: wall, logger: logger)
        var named: [PolicyTally.Slipped] = []
        for pod in tally.slipped.filter({ !known.has($0) }).prefix(StatusReconciler.mostEvents) {
            let whole = try await client.find(.pods, ObjectKey(namespace: pod.namespace, name: pod.name))
            guard let whole, PodAdmission.wouldHold(whole, settings) else {
                known.harmless.insert(pod)
                continue
            }
            try await notes.write(note(pod))
            known.reported.insert(pod)
            named.append(pod)
        }
        if let first = named.first {
            logger.warning(
                "pods declare start-up and were admitted without it",
                metadata: ["pods": "\(named.count)", "first": "\(first.namespace)/\(first.name)"])
        }
    }

    /// What is known of pods that declare start-up and carry no record of it.
    private struct Known {
        /// Those that have their Event.
        var reported: Set<PolicyTally.Slipped> = []
        /// Those of which nothing would be held, or that are gone.
        var harmless: Set<PolicyTally.Slipped> = []

        func has(_ pod: PolicyTally.Slipped) -> Bool { reported.contains(pod) || harmless.contains(pod) }
    }
}
