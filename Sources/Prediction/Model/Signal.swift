import Kubelet

/// Something that a program can ask about, and that becomes true at some time: what waits are for.
public enum Signal: Hashable, Sendable {
    /// True from the start, such as the name of a Service that has an address of its own.
    case always
    /// Never true.
    case never
    /// A container of the asking pod.
    case own(ContainerIndex, ProgramState)
    /// A container of another pod: a position in the pods of the run.
    case container(pod: Int, ContainerIndex, ProgramState)
    /// The pod's condition Ready.
    case podReady(Int)
    /// The pod has ended and succeeded: the Job that it belongs to is complete.
    case succeeded(pod: Int)
    /// At least so many pods behind a Service: a position in ``World/services``.
    case service(Int, ServiceQuestion, minimum: Int = 1)
    /// Something outside: a name in ``World/targets``.
    case target(String)
}
