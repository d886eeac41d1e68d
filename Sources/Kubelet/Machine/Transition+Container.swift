extension Transition {
    /// The container that it is about; `nil` when it is about the pod.
    public var container: ContainerIndex? {
        switch self {
        case .podIPPublished, .initialized, .finished: nil
        case .starting(let index), .started(let index), .startupSucceeded(let index), .ready(let index): index
        case .startFailed(let index, _), .unready(let index, _), .stopping(let index, _), .exited(let index, _): index
        case .hookStarted(let index, _), .probeFailed(let index, _, _), .backoff(let index, _): index
        case .hookEnded(let index, _, _): index
        }
    }
}
