import Synchronization

/// What a ``Watcher`` knows, readable from anywhere at any time: never half of a list.
public final class ObjectStore<Object: Sendable>: Sendable {
    private struct State: Sendable {
        var objects: [ObjectKey: Object] = [:]
        var isComplete = false
        var lastFailure: WatchFailure?
    }

    private let state = Mutex(State())

    /// An empty store, which is not complete.
    public init() {}

    /// Takes over a change.
    public func apply(_ change: WatchChange<Object>) {
        state.withLock { state in
            switch change {
            case .replaced(let objects):
                state.objects = objects
                state.isComplete = true
            case .updated(let key, let object): state.objects[key] = object
            case .removed(let key): state.objects[key] = nil
            case .failed(let failure):
                state.lastFailure = failure
                return
            }
            state.lastFailure = nil
        }
    }

    /// All objects.
    public var objects: [ObjectKey: Object] { state.withLock { $0.objects } }
    /// Whether a list has been complete once. Before that, an object that is not here may be there all the same.
    public var isComplete: Bool { state.withLock { $0.isComplete } }
    /// What failed last, if nothing has come since. After an outage a quiet watch may stay at it for some minutes.
    public var lastFailure: WatchFailure? { state.withLock { $0.lastFailure } }
    /// One object.
    public subscript(key: ObjectKey) -> Object? { state.withLock { $0.objects[key] } }
}
