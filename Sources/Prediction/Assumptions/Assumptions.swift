import Kubelet
import Manifests
import Probing
import Startup
import Topology

/// Where the durations of a prediction come from. What was said counts first, the narrower word more and of two equal
/// ones the later; then what was recorded (less half a period of the probe that saw it); then what probes suggest; then constants.
///
/// What probes suggest: the author of a readinessProbe (or startupProbe) sets `initialDelaySeconds` to about the time
/// that the program takes, so that is when it answers. Without one, ``standardReady``. The period is not part of it:
/// the kubelet asks on the period's grid anyway. A startupProbe's `failureThreshold × periodSeconds` is how long its
/// author is willing to wait, which says nothing about how long it takes, except that it is no longer.
public struct Assumptions: Sendable {
    /// When a program of which nothing is known answers: 2 s after its start.
    public static let standardReady = Duration.seconds(2)
    /// When an init container ends of which nothing is known: 1 s after its start.
    public static let standardInit = Duration.seconds(1)
    /// When a container of a Job ends of which nothing is known: 5 s after its start.
    public static let standardJob = Duration.seconds(5)
    /// When something outside is ready of which nothing is known: from the beginning.
    public static let standardTarget = Duration.zero

    /// What was said.
    public var given: [Assumption]
    /// What was recorded.
    public var trace: RecordedTrace?

    /// Nothing but what probes suggest.
    public init(given: [Assumption] = [], trace: RecordedTrace? = nil) {
        self.given = given
        self.trace = trace
    }

    /// Reads what was said, each as ``Assumption/init(_:)`` has it. Throws the first that is wrong.
    public init(_ texts: [String], trace: RecordedTrace? = nil) throws(UsageError) {
        var given: [Assumption] = []
        for text in texts { given.append(try Assumption(text)) }
        self.init(given: given, trace: trace)
    }

    /// The times of a container.
    ///
    /// - Parameters:
    ///   - isInit: whether it is to end before others start.
    ///   - isJob: whether its pod is to end.
    public func times(of container: Container, in pod: Pod, isInit: Bool, isJob: Bool) -> ContainerTimes {
        var times = ContainerTimes()
        for assumption in given.enumerated().sorted(by: Assumptions.isBefore).map(\.element)
        where assumption.subject.covers(title: pod.title, container: container.name) {
            for (key, time) in assumption.times { times.entries[key] = .init(time: time, origin: .given) }
        }
        for (key, time) in trace?.times(pod: pod.name, container: container.name) ?? [:] {
            times.fill(key, key == .ready ? Assumptions.unprobed(time, container) : time, .recorded)
        }
        if isInit { times.fill(.end, Assumptions.standardInit, .standard) }
        if isJob, !container.spec.isRestartable { times.fill(.end, Assumptions.standardJob, .standard) }
        // What is to end before others start has no readiness to speak of.
        if isInit { return times }
        for kind in [ProbeKind.readiness, .startup] {
            guard let probe = container.spec.probes[kind], probe.initialDelay > 0 else { continue }
            times.fill(.ready, .seconds(probe.initialDelay), .probe)
        }
        if let probe = container.spec.probes[.startup] {
            let limit = Duration.seconds(probe.period) * probe.failureThreshold
            if limit < Assumptions.standardReady { times.fill(.ready, limit, .probe) }
        }
        times.fill(.ready, Assumptions.standardReady, .standard)
        return times
    }

    /// A recorded time of being ready is when a probe saw it, which is up to a period late; the prediction asks on the
    /// same grid again. Half a period less, and it finds what was recorded, and not the next attempt. A time that is
    /// not on the grid comes from elsewhere, and stays.
    private static func unprobed(_ time: Duration, _ container: Container) -> Duration {
        guard let probe = container.spec.probes[.readiness] ?? container.spec.probes[.startup] else { return time }
        let period = Duration.seconds(probe.period)
        let attempt = (time - .seconds(probe.initialDelay)) / period
        return time / period > 0.75 && abs(attempt - attempt.rounded()) <= 0.25 ? time - period / 2 : time
    }

    private static func isBefore(
        _ left: (offset: Int, element: Assumption), _ right: (offset: Int, element: Assumption)
    ) -> Bool {
        let ranks = (left.element.subject.rank, right.element.subject.rank)
        return ranks.0 != ranks.1 ? ranks.0 < ranks.1 : left.offset < right.offset
    }

    /// When a target outside is ready; the last word counts. With a target's expectations or without.
    public func time(ofTarget name: String) -> ContainerTimes.Entry {
        let bare = Assumptions.bare(name)
        let found = given.last { assumption in
            guard case .target(let own) = assumption.subject else { return false }
            return own == name || Assumptions.bare(own) == bare
        }
        if let time = found?.times[.ready] { return .init(time: time, origin: .given) }
        return .init(time: .after(Assumptions.standardTarget), origin: .standard)
    }

    private static func bare(_ name: String) -> Substring { name.prefix { $0 != "#" } }
}
