import Kubelet

/// Something that is due. What belongs to an instance of a container is dropped when that is no longer the one.
enum Event {
    /// A process: the command of a container, or a hook, of one instance.
    struct ProcessID: Hashable {
        enum Role: Hashable {
            case main
            case hook(HookKind)
        }

        var pod: Int
        var container: ContainerIndex
        var role: Role
        var instance: Int
    }

    case admit(pod: Int)
    /// The container was created: its process begins.
    case begin(ProcessID)
    case timer(pod: Int, PodTimer)
    case probe(ProcessID, ProbeKind)
    case hookOver(ProcessID, HookKind, failure: String?)
    /// A pause is over.
    case resume(ProcessID)
    case attempt(ProcessID, step: Int, need: Int)
    case deadline(ProcessID, step: Int, need: Int)
    case state(ProcessID, ProgramState)
    case exit(ProcessID, code: Int)
    /// Services learn what has become of a pod.
    case endpoint(pod: Int)
    /// Something outside is ready.
    case source(Int)

    /// The pod that it is about; `nil` for what is outside.
    var pod: Int? {
        switch self {
        case .admit(let pod), .timer(let pod, _), .endpoint(let pod): pod
        case .begin(let id), .probe(let id, _), .hookOver(let id, _, _), .resume(let id), .attempt(let id, _, _),
            .deadline(let id, _, _), .state(let id, _), .exit(let id, _):
            id.pod
        case .source: nil
        }
    }
}
