import Foundation

/// Lets runs begin one after another, and not too many at once: the burst of processes with which each begins would
/// otherwise make all the others late.
enum StartGate {
    private static let most = 8
    private static let distance = 0.2
    nonisolated(unsafe) private static var running = 0
    nonisolated(unsafe) private static var nextStart = Date.distantPast
    private static let condition = NSCondition()

    static func enter(isAlone: Bool) {
        condition.lock()
        defer { condition.unlock() }
        // Alone is alone among those that come by here.
        while running + (isAlone ? most : 1) > most { condition.wait() }
        running += isAlone ? most : 1
        while case let rest = nextStart.timeIntervalSinceNow, rest > 0 {
            _ = condition.wait(until: Date(timeIntervalSinceNow: rest))
        }
        nextStart = Date(timeIntervalSinceNow: distance)
    }

    static func leave(isAlone: Bool) {
        condition.lock()
        running -= isAlone ? most : 1
        condition.broadcast()
        condition.unlock()
    }
}
