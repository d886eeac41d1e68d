extension RuleBook {
    /// About the mesh: HF4xx.
    static let mesh: [Rule] = [
        .initNeedsNetworkInMesh
    ]
}
