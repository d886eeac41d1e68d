import KubernetesAPI
import Logging
import Manifests
import Metrics
import ServiceLifecycle

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
        await watcher.run { change in
            switch change {
            case .replaced(let objects): knowledge.replace(slice, objects)
            case .updated(let key, let object): knowledge.set(slice, key, object)
            case .removed(let key): knowledge.set(slice, key, nil)
            case .failed(.gone): logger.debug("listing anew", metadata: ["what": "\(part)"])
            case .failed(let failure):
                Counter(label: "holdfast_watch_failures_total", dimensions: [("what", part.rawValue)]).increment()
                logger.warning(
                    "cannot watch; what was known goes on to count", metadata: ["what": "\(part)", "why": "\(failure)"])
            }
        }
    }

    /// What is kept of an object: who wrote which field is of no interest, and there is a lot of it.
    private static func kept(_ object: Value, _ part: KnowledgePart) -> Value? {
        if part == .mesh {
            // The namespace has certificates and leader elections in ConfigMaps, too.
            guard object["data"]?["mesh"] != nil else { return nil }
        }
        guard case .mapping(var fields) = object, case .mapping(var metadata)? = object["metadata"] else {
            return object
        }
        metadata.removeAll { $0.key == "managedFields" }
        if part == .namespaces {
            metadata.removeAll { !["name", "labels"].contains($0.key) }
            // A list of metadata has items of kind PartialObjectMetadata.
            return .fields(
                ("apiVersion", .string("v1")), ("kind", .string("Namespace")), ("metadata", .mapping(metadata)))
        }
        fields.removeAll { $0.key == "metadata" }
        fields.append(.init("metadata", .mapping(metadata)))
        return .mapping(fields)
    }
}
