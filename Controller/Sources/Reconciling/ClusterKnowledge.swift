import KubernetesAPI
import Manifests
import Synchronization

/// What this replica knows of the cluster: copies that watches keep, each complete or not there at all.
public final class ClusterKnowledge: Sendable {
    /// What one watch keeps: all of a part, or its objects of one name.
    public struct Slice: Hashable, Sendable {
        /// The part.
        public var part: KnowledgePart
        /// What it selects.
        public var selection: Selection

        /// A slice of a part.
        public init(_ part: KnowledgePart, _ selection: Selection) {
            self.part = part
            self.selection = selection
        }
    }

    /// The slices that are to be watched.
    public let slices: [Slice]
    private let objects: Mutex<[Slice: [ObjectKey: Value]]>
    private let onChange: @Sendable (ClusterKnowledge, KnowledgePart) -> Void

    /// Knows nothing yet. `onChange` is called after each change, and has to be quick.
    public init(slices: [Slice], onChange: @escaping @Sendable (ClusterKnowledge, KnowledgePart) -> Void) {
        self.slices = slices
        self.onChange = onChange
        objects = Mutex([:])
    }

    /// The objects of a part; `nil` before the first lists of all its slices were complete.
    public func objects(_ part: KnowledgePart) -> [ObjectKey: Value]? {
        objects.withLock { objects in
            var all: [ObjectKey: Value] = [:]
            for slice in slices where slice.part == part {
                guard let known = objects[slice] else { return nil }
                all.merge(known) { $1 }
            }
            return all
        }
    }

    /// The parts that are not known yet and without which pods would be admitted wrongly.
    public var missing: [KnowledgePart] {
        KnowledgePart.allCases.filter { $0.decidesAdmission && objects($0) == nil }
    }

    /// A list is complete.
    public func replace(_ slice: Slice, _ listed: [ObjectKey: Value]) {
        objects.withLock { $0[slice] = listed }
        onChange(self, slice.part)
    }

    /// An object came or changed (`object`), or went (`nil`).
    public func set(_ slice: Slice, _ key: ObjectKey, _ object: Value?) {
        let isNews = objects.withLock { objects in
            let known = objects[slice]?[key]
            objects[slice, default: [:]][key] = object
            return known.map(ClusterKnowledge.essence) != object.map(ClusterKnowledge.essence)
        }
        if isNews { onChange(self, slice.part) }
    }

    /// An object without what its own status is and what every write changes: a status that this process writes comes
    /// back by the watch, and must not begin it all again.
    private static func essence(_ object: Value) -> Value {
        guard case .mapping(let fields) = object else { return object }
        return .mapping(
            fields.compactMap { field in
                if field.key == "status" { return nil }
                guard field.key == "metadata", case .mapping(let metadata) = field.value else { return field }
                return Value.Field(
                    "metadata", .mapping(metadata.filter { !["resourceVersion", "managedFields"].contains($0.key) }))
            })
    }

    /// This process has written an object itself: the watch will say so, too, but nobody should decide on what was there
    /// before. Passed over when the watch has said something else meanwhile than what was `read` for the decision.
    public func wrote(_ part: KnowledgePart, _ key: ObjectKey, _ object: Value, read: Value?) {
        guard let slice = slices.first(where: { $0.part == part }) else { return }
        let isNewest = objects.withLock { objects in
            guard objects[slice]?[key] == read else { return false }
            objects[slice, default: [:]][key] = object
            return true
        }
        if isNewest { onChange(self, slice.part) }
    }
}
