extension RuleBook {
    /// About the mesh: HF4xx.
    static let mesh: [Rule] = [
        .holdInWrongPlace,
        .holdMisspelt,
        .holdUnreadable,
        .holdAsText,
        .holdNeedsNewerIstio,
        .holdOverridden,
        .holdWithNativeSidecar,
        .holdForAll,
        .initNeedsNetworkInMesh,
    ]
}
