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
    private let notes: PodNotes<Transport>
    private let isExcluded: @Sendable (String) -> Bool
    private let logger: Logger

    /// How often it looks.
    private static var period: Duration { .seconds(10) }
    /// How long a hook may take before it is said: most come back sooner.
    private static var patience: Duration { .seconds(15) }
    /// How many pods are looked at in one round.
    private static var most: Int { 20 }

    /// A reconciler. `isExcluded` tells the namespaces that are none of Holdfast's business; `wall` gives the time as
    /// RFC 3339 has it, with six digits of a second (meta/v1 `MicroTime`).
    public init(
        _ client: KubernetesClient<Transport>, replica: String, isExcluded: @escaping @Sendable (String) -> Bool,
        wall: @escaping @Sendable () -> String, logger: Logger
    ) {
        self.client = client
        notes = PodNotes(client: client, replica: replica, wall: wall, logger: logger)
        self.isExcluded = isExcluded
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
        for item in try await client.cached(.pods, pending) {
            let record = item["metadata"]?["annotations"]?[InjectionStatus.annotation]?.text
            guard let pod = PodSummary(item), !isExcluded(pod.namespace), HookHold.isPossible(pod, record: record)
            else { continue }
            pods.append(pod)
        }
        let due = watch.due(pods.map(\.uid), at: client.timing.now()).prefix(HookReconciler.most)
        let named = Dictionary(pods.map { ($0.uid, $0) }) { first, _ in first }
        for uid in due {
            guard let pod = named[uid] else { continue }
            let whole = try await client.find(.pods, ObjectKey(namespace: pod.namespace, name: pod.name))
            guard let hold = whole.flatMap({ HookHold($0) }) else {
                // Not on a node yet, or its init containers run: later, and after those that wait behind it.
                watch.postpone(uid, at: client.timing.now())
                continue
            }
            try await notes.write(
                PodNote(
                    namespace: pod.namespace, name: pod.name, uid: uid, action: "Starting", reason: "HeldByHook",
                    text: hold.text))
            watch.settle(uid)
        }
    }
}
