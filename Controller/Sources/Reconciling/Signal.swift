import KubernetesAPI
import Synchronization

/// Wakes one waiter: what is signalled before it waits is not lost, and many signals are one.
public final class Signal: Sendable {
    private struct State {
        var isSet = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// A signal that is not set.
    public init() {}

    /// Sets it; whoever waits goes on.
    public func set() {
        let waiter = state.withLock { state in
            let waiter = state.waiter
            state.waiter = nil
            state.isSet = waiter == nil
            return waiter
        }
        waiter?.resume()
    }

    /// Returns when it is set, and takes it back; at once when the task is cancelled. Only one task may wait.
    public func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    if state.isSet || Task.isCancelled {
                        state.isSet = false
                        return true
                    }
                    state.waiter = continuation
                    return false
                }
                if goesOn { continuation.resume() }
            }
        } onCancel: {
            set()
        }
    }

    /// The same, for no longer than this.
    public func wait(for time: Duration, timing: APITiming) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait() }
            // Cancelled, there is nothing left to wait for.
            group.addTask { try? await timing.sleep(time) }
            await group.next()
            group.cancelAll()
        }
    }
}
