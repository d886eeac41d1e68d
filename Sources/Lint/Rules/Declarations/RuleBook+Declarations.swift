extension RuleBook {
    /// About Holdfast's own declarations: HF7xx.
    static let declarations: [Rule] = [
        .annotationMisplaced,
        .waiterTimeoutAboveHold,
    ]
}
