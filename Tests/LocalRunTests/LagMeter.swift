import Foundation

/// Measures how late this machine is: a thread that sleeps 10 ms again and again, and notes when it woke too late.
final class LagMeter: Sendable {
    private final class State: @unchecked Sendable {
        let lock = NSLock()
        var worst = 0.0
        var isStopped = false
    }

    private let state = State()

    init() {
        let state = state
        Thread.detachNewThread {
            while true {
                let due = ProcessInfo.processInfo.systemUptime + 0.01
                Thread.sleep(forTimeInterval: 0.01)
                let late = ProcessInfo.processInfo.systemUptime - due
                let isStopped = state.lock.withLock {
                    state.worst = max(state.worst, late)
                    return state.isStopped
                }
                if isStopped { return }
            }
        }
    }

    /// The longest delay so far; ends the measurement.
    func stop() -> Duration {
        state.lock.withLock {
            state.isStopped = true
            return .milliseconds(Int(state.worst * 1000))
        }
    }
}
