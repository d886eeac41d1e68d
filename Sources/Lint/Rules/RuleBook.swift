/// Every rule there is, in the order of their numbers.
///
/// HF1xx are waits that somebody wrote by hand, HF2xx hooks, HF3xx sidecars, probes and deadlines, HF4xx the mesh, HF5xx
/// what lies between workloads, HF6xx images and rights, HF7xx Holdfast's own declarations.
public enum RuleBook {
    /// The rules.
    public static let rules: [Rule] = [handWrittenWaits, hooks, containers, mesh, workloads, images, declarations]
        .flatMap { $0 }.sorted { $0.id < $1.id }

    /// The rule of this id or name.
    public static func rule(named name: String) -> Rule? { rules.first { $0.isNamed(name) } }
}
