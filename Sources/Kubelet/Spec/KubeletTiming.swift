/// The kubelet's own times. The defaults are those of a kubelet that nobody configured.
public struct KubeletTiming: Hashable, Sendable {
    /// How late the kubelet notices what a container did: the relist period of the generic PLEG
    /// (pkg/kubelet/kubelet.go `genericPlegRelistPeriod`), 0 for a driver that is told at once.
    public var relist: Duration
    /// The first pause of CrashLoopBackOff (pkg/kubelet/kubelet.go `backOffPeriod`; fact 8).
    public var initialBackoff: Duration
    /// The longest pause of CrashLoopBackOff (pkg/kubelet/kubelet.go `MaxContainerBackOff`; fact 8).
    public var maxBackoff: Duration

    /// The defaults: 1 s, 10 s and 300 s.
    public init(
        relist: Duration = .seconds(1), initialBackoff: Duration = .seconds(10), maxBackoff: Duration = .seconds(300)
    ) {
        self.relist = relist
        self.initialBackoff = initialBackoff
        self.maxBackoff = maxBackoff
    }
}
