import Admission
import Injection
import KubernetesAPI
import Logging
import Manifests

/// Says of pods that a postStart hook holds what they wait for, which the kubelet does not; only the leader runs it.
///
/// It looks at the metadata of pods that are Pending, which are few, and at a whole pod only when it has been held for a
/// while.
public struct HookReconciler<Transport: APITransport>: Sendable {
    private let client: KubernetesClient<Transport>
    private let replica: String
    private let isExcluded: @Sendable (String) -> Bool
    private let wall: @Sendable () -> String
    private let logger: Logger

    /// How often it looks.
    private static var period: Duration { .seconds(10) }
    /// How long a hook may take before it is said: most come back sooner.
    private static var patience: Duration { .seconds(15) }
    /// How many pods get an Event in one round.
    private static var most: Int { 20 }

    /// A reconciler. `isExcluded` tells the namespaces that are none of Holdfast's business; `wall` gives the time as
    /// RFC 3339 has it, with six digits of a second (meta/v1 `MicroTime`).
    public init(
        _ client: KubernetesClient<Transport>, replica: String, isExcluded: @escaping @Sendable (String) -> Bool,
        wall: @escaping @Sendable () -> String, logger: Logger
    ) {
        self.client = client
        self.replica = replica
        self.isExcluded = isExcluded
        self.wall = wall
        self.logger = logger
    }

    /// Runs until the task is cancelled.
    public func run() async {
        var watch = HookWatch(patience: HookReconciler.patience)
        while !Task.isCancelled {
            do throws(APIFailure) {
                try await step(&watch)
            } catch {
                if case .cancelled = error { return }
                logger.warning("pods that a hook holds were not looked at", metadata: ["why": "\(error)"])
            }
            do { try await client.timing.sleep(HookReconciler.period) } catch { return }
        }
    }

    private func step(_ watch: inout HookWatch) async throws(APIFailure) {
        var pods: [PodSummary] = []
        let pending = Selection(fields: "status.phase=Pending", isMetadataOnly: true)
        _ = try await client.list(.pods, pending) { (page) throws(APIFailure) in
            for item in page.items {
                let value = Value(item)
                let record = value["metadata"]?["annotations"]?[InjectionStatus.annotation]?.text
                guard let pod = PodSummary(value), !isExcluded(pod.namespace),
                    HookHold.isPossible(pod, record: record)
                else { continue }
                pods.append(pod)
            }
        }
        let due = Set(watch.due(pods.map(\.uid), at: client.timing.now()).prefix(HookReconciler.most))
        for pod in pods where due.contains(pod.uid) {
            // Not yet initialized is no end of it: it stays due.
            guard let whole = try await client.find(.pods, ObjectKey(namespace: pod.namespace, name: pod.name)),
                let hold = HookHold(whole)
            else { continue }
            try await say(pod, hold.text)
            watch.settle(pod.uid)
        }
    }

    private func say(_ pod: PodSummary, _ text: String) async throws(APIFailure) {
        let note = PodNote(
            namespace: pod.namespace, name: pod.name, uid: pod.uid, action: "Starting", reason: "HeldByHook", text: text
        )
        do throws(APIFailure) {
            _ = try await client.create(.events, note.event(by: replica, at: wall()))
        } catch {
            switch error {
            // Said by a leader before, or a namespace that is ending.
            case .alreadyExists, .notFound, .forbidden: break
            default: throw error
            }
        }
    }
}
