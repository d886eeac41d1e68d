import Synchronization

/// So much of something at a time.
package final class Allowance: Sendable {
    private let used = Mutex(0)
    private let limit: Int

    /// An allowance of which nothing is used.
    package init(limit: Int) { self.limit = limit }

    /// Takes so much, or nothing and says false.
    package func take(_ amount: Int) -> Bool {
        used.withLock {
            guard amount <= limit - $0 else { return false }
            $0 += amount
            return true
        }
    }

    /// Gives it back.
    package func give(_ amount: Int) { used.withLock { $0 -= amount } }
}
