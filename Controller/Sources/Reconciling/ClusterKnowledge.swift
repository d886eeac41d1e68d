import KubernetesAPI
import Manifests
import Synchronization

/// What this replica knows of the cluster: copies that watches keep, each complete or not there at all.
public final class ClusterKnowledge: Sendable {
    private struct State {
        var objects: [KnowledgePart: [ObjectKey: Value]] = [:]
    }

    private let state = Mutex(State())
    private let onChange: @Sendable (ClusterKnowledge, KnowledgePart) -> Void

    /// Knows nothing yet. `onChange` is called after each change, and has to be quick.
    public init(onChange: @escaping @Sendable (ClusterKnowledge, KnowledgePart) -> Void) {
        self.onChange = onChange
    }

    /// The objects of a part; `nil` before its first list was complete.
    public func objects(_ part: KnowledgePart) -> [ObjectKey: Value]? { state.withLock { $0.objects[part] } }

    /// The parts that are not known yet and without which pods would be admitted wrongly.
    public var missing: [KnowledgePart] {
        state.withLock { state in KnowledgePart.allCases.filter { $0.decidesAdmission && state.objects[$0] == nil } }
    }

    /// A list is complete.
    public func replace(_ part: KnowledgePart, _ objects: [ObjectKey: Value]) {
        state.withLock { $0.objects[part] = objects }
        onChange(self, part)
    }

    /// An object came or changed (`object`), or went (`nil`).
    public func set(_ part: KnowledgePart, _ key: ObjectKey, _ object: Value?) {
        let isNews = state.withLock { state in
            // Namespaces and leases are written all the time without a change that matters here.
            guard state.objects[part]?[key] != object else { return false }
            state.objects[part, default: [:]][key] = object
            return true
        }
        if isNews { onChange(self, part) }
    }
}
