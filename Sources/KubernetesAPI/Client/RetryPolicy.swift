/// When a request is sent again.
///
/// Only where nothing can have been carried out, or where it does not matter: the server or the connection refused it, or
/// it only reads. (The same rule as client-go's `rest.Request`: 429 and 5xx with `Retry-After` for all, lost connections
/// for GET.)
public struct RetryPolicy: Hashable, Sendable {
    /// How often a request is sent at most.
    public var attempts = 4
    /// The pause after the first one; each later one is twice as long.
    public var firstPause = Duration.milliseconds(200)
    /// A pause longer than this is not waited for: the failure goes to the caller.
    public var longestPause = Duration.seconds(30)

    /// The usual policy.
    public init() {}

    /// One attempt, for callers with pauses of their own.
    public static var none: RetryPolicy {
        var policy = RetryPolicy()
        policy.attempts = 1
        return policy
    }

    /// How long to wait before it is sent again; `nil` when it is not. `attempt` counts those made, from 1; `random`, from
    /// 0 up to 1, spreads clients that failed together.
    public func pause(after failure: APIFailure, attempt: Int, isRead: Bool, random: Double) -> Duration? {
        guard attempt < attempts else { return nil }
        let wish: Duration
        switch failure {
        case .overloaded(let time, _): wish = time
        case .unreachable: wish = .zero
        case .transport, .timedOut, .server:
            guard isRead else { return nil }
            wish = .zero
        default: return nil
        }
        let pause = max(wish, firstPause * (1 << min(max(attempt - 1, 0), 10)))
        return pause > longestPause ? nil : pause * (1 + min(max(random, 0), 1) / 2)
    }
}
