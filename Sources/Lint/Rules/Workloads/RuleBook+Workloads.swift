extension RuleBook {
    /// About what lies between workloads: HF5xx.
    static let workloads: [Rule] = [.serviceWithoutPods]
}
