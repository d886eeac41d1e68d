import Manifests
import Startup

/// What became of a policy, for its status.
public struct PolicyFinding: Hashable, Sendable {
    /// Which policy it is.
    public var policy: PolicyKey
    /// `metadata.generation` of what was read: the status's `observedGeneration`.
    public var generation: Int
    /// Why it is not accepted, a sentence each; empty when it is.
    public var errors: [String]
    /// What is worth knowing about it, a sentence each.
    public var warnings: [String]

    /// Whether it counts.
    public var isAccepted: Bool { errors.isEmpty }

    /// Reads one policy; what is wrong with it takes nobody else down.
    static func read(_ object: ClusterObject) -> (policy: StartupPolicy?, finding: PolicyFinding) {
        var finding = PolicyFinding(
            policy: PolicyKey(kind: object.kind, namespace: object.namespace, name: object.name), generation: 0,
            errors: [], warnings: [])
        if case .scalar(.int(let number))? = object.value["metadata"]?["generation"] {
            finding.generation = Int(number)
        }
        guard let parsed = object.parsed else {
            finding.errors = ["it cannot be read"]
            return (nil, finding)
        }
        let (policy, diagnostics) = PolicyCheck.read(parsed)
        finding.errors = diagnostics.filter { $0.severity == .error }.map(\.sentence)
        finding.warnings = diagnostics.filter { $0.severity == .warning }.map(\.sentence)
        if policy == nil, finding.errors.isEmpty { finding.errors = ["it is no policy of holdfast.dev/v1alpha1"] }
        return (finding.isAccepted ? policy : nil, finding)
    }
}
