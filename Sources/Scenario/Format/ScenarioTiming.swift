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
    /// When one of the kubelet's relists was; `nil` when everything takes a whole one.
    public var relistPhase: Duration?
    /// How long after a pass that found something in its backoff the next one came; `nil` for when the backoff ended.
    public var retry: Duration?
    /// When a pod was admitted, by its name; 0 where it is not given.
    public var admitted: [String: Duration] = [:]
    /// How long after its pod's admission a probe's worker first asked, by `[POD/]CONTAINER KIND`, where the kubelet
    /// draws that.
    public var probes: [ProbeName: Duration] = [:]

    /// A probe of a container.
    public struct ProbeName: Hashable, Sendable {
        /// The pod.
        public var pod: String
        /// The container.
        public var container: String
        /// Which of its probes.
        public var kind: ProbeKind
    }

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
            kubelet: KubeletTiming(relist: relist, relistPhase: relistPhase, retry: retry),
            containerStart: containerStart, endpoints: endpoints)
    }

    /// A pod with what this says of it.
    func applied(to pod: ModelPod) -> ModelPod {
        var pod = pod
        pod.admitted = admitted[pod.name] ?? .zero
        for (name, phase) in probes where name.pod == pod.name {
            for index in pod.spec.initContainers.indices where pod.spec.initContainers[index].name == name.container {
                pod.spec.initContainers[index].probes[name.kind]?.phase = phase
            }
            for index in pod.spec.containers.indices where pod.spec.containers[index].name == name.container {
                pod.spec.containers[index].probes[name.kind]?.phase = phase
            }
        }
        return pod
    }
}
