extension RuleBook {
    /// About what lies between workloads: HF5xx.
    static let workloads: [Rule] = [
        .waitForUnknownService,
        .waitForUnknownPort,
        .waitForUnknownWorkload,
        .serviceWithoutPods,
        .waitsForItself,
        .headlessPublishesReadyOnly,
        .cycleInPod,
        .cycleAcrossWorkloads,
    ]
}
