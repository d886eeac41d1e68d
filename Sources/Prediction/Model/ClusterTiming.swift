import Kubelet

/// The cluster's own times. The defaults follow from what was measured on a real kubelet (DESIGN, facts 8 and 9).
public struct ClusterTiming: Hashable, Sendable {
    /// The kubelet's: relist 1 s, CrashLoopBackOff 10 s doubling to 300 s (fact 8).
    public var kubelet: KubeletTiming
    /// From the kubelet's decision to a container's first instruction, the pull left out. 0.7 s: released through an init
    /// container the application ran 2.3 s after the dependency was ready, released by a wrap 0.6 s (fact 9, medians);
    /// of the 1.7 s between them 1 s is the relist that notices the init container's end, the rest is this.
    public var containerStart: Duration
    /// From a pod's change to everyone who uses its Service. 0.1 s: of the 0.6 s of a wrap (fact 9) half a second is, in
    /// the mean, the dependency's own 1-second readiness probe.
    public var endpoints: Duration

    /// A cluster's times; without arguments those of a usual one.
    public init(
        kubelet: KubeletTiming = KubeletTiming(), containerStart: Duration = .milliseconds(700),
        endpoints: Duration = .milliseconds(100)
    ) {
        self.kubelet = kubelet
        self.containerStart = containerStart
        self.endpoints = endpoints
    }

    /// No time of its own: only what programs and probes take. For tests, and for what runs without a kubelet.
    public static let none = ClusterTiming(
        kubelet: KubeletTiming(relist: .zero), containerStart: .zero, endpoints: .zero)
}
