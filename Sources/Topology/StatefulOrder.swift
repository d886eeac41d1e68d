import Manifests

/// How a StatefulSet makes its pods (apps/v1 StatefulSetSpec).
public struct StatefulOrder: Hashable, Sendable {
    /// The number in the first pod's name.
    public var first: Int
    /// How many pods there are.
    public var replicas: Int
    /// Whether each is made only when the one before it is Ready (`podManagementPolicy`; OrderedReady is the default).
    public var isOrdered: Bool

    /// The order of a workload's pods; `nil` of one that is no StatefulSet.
    public init?(_ workload: Workload) {
        guard workload.kind == "StatefulSet" else { return nil }
        let spec = workload.node["spec"]
        first = spec?["ordinals"]?["start"].flatMap { Int($0.text) } ?? 0
        replicas = spec?["replicas"].flatMap { Int($0.text) } ?? 1
        isOrdered = spec?["podManagementPolicy"]?.text != "Parallel"
    }

    /// Whether there is a pod of this name: those above `replicas` are not made.
    public func has(podNamed name: String) -> Bool {
        guard let dash = name.lastIndex(of: "-"), let number = Int(name[name.index(after: dash)...]) else {
            return false
        }
        return number >= first && number < first + replicas
    }

    /// How many pods have to be Ready before the pod of this name is made.
    public func predecessors(ofPod name: String) -> Int {
        guard isOrdered, let dash = name.lastIndex(of: "-"), let number = Int(name[name.index(after: dash)...]) else {
            return 0
        }
        return max(0, min(number - first, replicas - 1))
    }
}
