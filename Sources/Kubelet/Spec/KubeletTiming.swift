/// The kubelet's own times. The defaults are those of a kubelet that nobody configured.
public struct KubeletTiming: Hashable, Sendable {
    /// How late the kubelet notices what a container did: the relist period of the generic PLEG
    /// (pkg/kubelet/kubelet.go `genericPlegRelistPeriod`), 0 for a driver that is told at once.
    public var relist: Duration
    /// When one of its relists is, on the clock of the run: every other one is a whole number of ``relist``s away, and
    /// what happens between two is noticed at the second. `nil` when that is not known: then everything takes a whole
    /// relist, the longest that it can.
    public var relistPhase: Duration?
    /// How long after a pass that found something in its backoff the next one comes. `nil`: when the backoff ends, as
    /// newer kubelets do. In 1.20.2 pkg/kubelet/pod_workers.go `wrapUp` draws 10 s to 15 s for every failed pass, and
    /// the one before does not count any more.
    public var retry: Duration?
    /// The first pause of CrashLoopBackOff (pkg/kubelet/kubelet.go `backOffPeriod`; fact 8).
    public var initialBackoff: Duration
    /// The longest pause of CrashLoopBackOff (pkg/kubelet/kubelet.go `MaxContainerBackOff`; fact 8).
    public var maxBackoff: Duration

    /// The defaults: 1 s, 10 s and 300 s.
    public init(
        relist: Duration = .seconds(1), relistPhase: Duration? = nil, retry: Duration? = nil,
        initialBackoff: Duration = .seconds(10), maxBackoff: Duration = .seconds(300)
    ) {
        self.relist = relist
        self.relistPhase = relistPhase
        self.retry = retry
        self.initialBackoff = initialBackoff
        self.maxBackoff = maxBackoff
    }

    /// When the kubelet notices what happens now (pkg/kubelet/pleg/generic.go `relist`).
    func noticed(_ now: Duration) -> Duration {
        guard let relistPhase else { return now + relist }
        return Duration.tick(after: now, of: relist, from: relistPhase)
    }
}
