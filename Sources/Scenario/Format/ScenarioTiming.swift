import Kubelet
import Prediction

/// The cluster's own times in a scenario. What is not given is 0, but for the kubelet's relist: what is left then is
/// what the kubelet's rules alone say, which is the same on every machine.
public struct ScenarioTiming: Equatable, Sendable {
    /// How late the kubelet notices what a container did.
    public var relist = Duration.seconds(1)
    /// From the kubelet's decision to a container's first instruction.
    public var containerStart = Duration.zero
    /// From a pod's change to everyone who uses its Service.
    public var endpoints = Duration.zero

    /// The rules alone.
    public init() {}

    /// As ``init()``, with these.
    public init(relist: Duration, containerStart: Duration = .zero, endpoints: Duration = .zero) {
        self.relist = relist
        self.containerStart = containerStart
        self.endpoints = endpoints
    }

    /// `holdfast up`: it is told at once what its processes do (`PodRun`), and starting one takes milliseconds.
    public static let up = ScenarioTiming(relist: .zero)

    var cluster: ClusterTiming {
        ClusterTiming(
            kubelet: KubeletTiming(relist: relist), containerStart: containerStart, endpoints: endpoints)
    }
}
