import KubernetesAPI
import Logging
import Manifests
import Metrics
import ServiceLifecycle
import Synchronization

/// Keeps ``ClusterKnowledge`` up to date: a watch for each slice.
public struct KnowledgeService<Transport: APITransport>: Service {
    private let client: KubernetesClient<Transport>
    private let knowledge: ClusterKnowledge
    private let logger: Logger

    /// A service that watches the slices of what is to be known.
    public init(_ client: KubernetesClient<Transport>, knowledge: ClusterKnowledge, logger: Logger) {
        self.client = client
        self.knowledge = knowledge
        self.logger = logger
    }

    /// Watches until graceful shutdown or cancellation.
    public func run() async {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                for slice in knowledge.slices { group.addTask { await watch(slice) } }
            }
        }
    }

    private func watch(_ slice: ClusterKnowledge.Slice) async {
        let part = slice.part
        let watcher = Watcher(client, part.resource, slice.selection) { Self.kept(Value($0), part) }
        let (knowledge, logger) = (knowledge, logger)
        // What fails the same way again and again is said once.
        let said = Mutex<WatchFailure?>(nil)
        await watcher.run { change in
            switch change {
            case .replaced(let objects):
                said.withLock { $0 = nil }
                knowledge.replace(slice, objects)
            case .updated(let key, let object): knowledge.set(slice, key, object)
            case .removed(let key): knowledge.set(slice, key, nil)
            case .failed(.gone): logger.debug("listing anew", metadata: ["what": "\(part)"])
            case .failed(let failure):
                Counter(label: "holdfast_watch_failures_total", dimensions: [("what", part.rawValue)]).increment()
                let isNews = said.withLock { said in
                    defer { said = failure }
                    return said != failure
                }
                guard isNews else { return }
                logger.warning(
                    "cannot watch; what was known goes on to count",
                    metadata: ["what": "\(part)", "why": "\(failure.reason)"])
            }
        }
    }

    /// What is kept of an object: who wrote which field is of no interest, and there is a lot of it.
    private static func kept(_ object: Value, _ part: KnowledgePart) -> Value? {
        guard case .mapping(var fields) = object, case .mapping(var metadata)? = object["metadata"] else { return nil }
        metadata.removeAll { $0.key == "managedFields" }
        if part == .namespaces {
            metadata.removeAll { !["name", "labels"].contains($0.key) }
            fields = []
        }
        // Items of a list say neither, and those of a list of metadata are PartialObjectMetadata.
        fields.removeAll { ["metadata", "apiVersion", "kind"].contains($0.key) }
        let resource = part.resource
        return .mapping(
            [
                .init("apiVersion", .string(resource.apiVersion)), .init("kind", .string(resource.kind)),
                .init("metadata", .mapping(metadata)),
            ] + fields)
    }
}
