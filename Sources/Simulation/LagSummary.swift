/// Release lag: from the moment when both the dependency and the pod itself were ready to the start of its application.
public struct LagSummary: Equatable, Sendable {
    /// Half of the pods have at most this.
    public var median: Duration
    /// 99 of 100 pods have at most this.
    public var p99: Duration
    /// The largest. Exact, while the others may be too small by up to a thousandth from two seconds on.
    public var maximum: Duration

    /// A summary with its parts.
    public init(median: Duration, p99: Duration, maximum: Duration) {
        self.median = median
        self.p99 = p99
        self.maximum = maximum
    }
}
