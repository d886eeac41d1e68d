extension RuleBook {
    /// About images and rights: HF6xx.
    static let images: [Rule] = [
        .kruiseOrderConflict,
        .waitImageLatest,
        .waitImageWithoutTool,
        .waitImageRoot,
        .kubectlWaitRights,
    ]
}
