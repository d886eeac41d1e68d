/// Asking again until something holds.
package enum Deadline {
    /// Asks every so often until the answer is not nil, and returns it; nil when the time is over. Errors of an asking
    /// count as "not yet": an API server that restarts is no reason to give up.
    package static func poll<Value: Sendable>(
        _ limit: Duration, every pause: Duration = .milliseconds(250),
        _ question: @Sendable () async throws -> Value?
    ) async -> Value? {
        let end = ContinuousClock.now + limit
        while true {
            if let value = try? await question() { return value }
            if ContinuousClock.now >= end || Task.isCancelled { return nil }
            try? await Task.sleep(for: pause)
        }
    }
}
