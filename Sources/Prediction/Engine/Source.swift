import Kubelet

/// A signal as the engine keeps it: whether it is true, and who wants to know.
struct SignalSource {
    enum Watcher: Hashable {
        case need(Event.ProcessID, step: Int, need: Int)
        case probe(pod: Int, ContainerIndex, ProbeKind)
    }

    /// Whose doing it is that the signal becomes true.
    enum Owner: Hashable {
        /// Nobody's: it is so from the start, or comes from outside at its time.
        case outside
        /// It never will.
        case nobody
        case container(pod: Int, ContainerIndex)
        case pod(Int)
        case service(Int)
    }

    let owner: Owner
    var isOn: Bool
    var watchers: [Watcher] = []
}
