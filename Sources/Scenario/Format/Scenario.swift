import Manifests

/// A start-up told in one file: pods as manifests, what their programs do, and what is to happen when.
///
/// `Docs/scenarios.md` has the format. The same scenario runs in virtual time and as processes.
public struct Scenario: Sendable {
    /// What the file is called in messages and tables: its name without folder and ending.
    public var name: String
    /// What it shows, in a sentence.
    public var title: String
    /// The facts about the kubelet that it rests on: numbers of DESIGN section 2.
    public var facts: [Int]
    /// How long it lasts: what happens from then on is not looked at.
    public var until: Duration
    /// The cluster's own times, for ``expected``.
    public var timing: ScenarioTiming
    /// How far the model's times may be from the expected ones: 10 ms unless the file says otherwise.
    public var tolerance: Duration
    /// What containers do, by `container` or `pod/container`; what is not here is ready at once and runs for ever.
    public var programs: [String: ScenarioProgram]
    /// What is outside, by its URL, and when it becomes ready; `nil` for never.
    public var targets: [ScenarioTarget]
    /// What is to happen, in order.
    public var expected: [TimedEvent]
    /// What happened elsewhere.
    public var measured: [Measurement]
    /// Pods and Services.
    public var manifests: [Document]

    /// What a real thing did with the scenario.
    public struct Measurement: Sendable {
        /// What it was: `up`, `kubelet-1.36`.
        public var source: String
        /// The times of its own that the model has to assume for it.
        public var timing: ScenarioTiming
        /// What happened, in order.
        public var events: [TimedEvent]

        /// Where the model has to think that it runs.
        public var place: VirtualScenario.Place { source == Measurement.up ? .up : .cluster(timing) }

        /// The source that is `holdfast up`.
        static let up = "up"
    }
}
