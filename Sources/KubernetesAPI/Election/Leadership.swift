import Synchronization

/// Who leads, as far as this replica knows; readable from anywhere at any time.
public final class Leadership: Sendable {
    private struct State: Sendable {
        var until: Duration?
        var holder = ""
    }

    private let state = Mutex(State())
    private let now: @Sendable () -> Duration

    init(now: @escaping @Sendable () -> Duration) {
        self.now = now
    }

    /// Whether this replica leads at this moment. Ask again before each write: a pause may lie in between.
    public var isLeader: Bool { timeLeft > .zero }
    /// Who was last seen to lead; empty when nobody is known.
    public var holder: String { state.withLock { $0.holder } }

    /// How long this replica leads at least.
    var timeLeft: Duration {
        let until = state.withLock { $0.until }
        return until.map { max(.zero, $0 - now()) } ?? .zero
    }

    func lead(until: Duration, as identity: String) {
        state.withLock { state in
            state.until = until
            state.holder = identity
        }
    }

    func stepDown() { state.withLock { $0.until = nil } }

    func follow(_ holder: String) {
        state.withLock { state in
            state.until = nil
            state.holder = holder
        }
    }
}
