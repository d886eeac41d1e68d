import Foundation

/// Measures how late this machine is: a thread that starts a process that does nothing, again and again, and notes how
/// long that took. Timers say less: who only sleeps is woken in time by a machine that takes long to start a process,
/// and starting processes is what `up` does.
final class LagMeter: @unchecked Sendable {
    /// One for all runs: several would be a load of their own.
    static let shared = LagMeter()
    /// What a machine with nothing else to do stays far below: it takes some 2 ms.
    static let disturbed = Duration.milliseconds(25)

    private let lock = NSLock()
    private var users = 0
    private var starts: [(at: TimeInterval, took: TimeInterval)] = []

    /// Begins to measure. Returns what `end` wants to know.
    func begin() -> TimeInterval {
        lock.withLock {
            users += 1
            if users == 1 { Thread.detachNewThread { [self] in measure() } }
            return ProcessInfo.processInfo.systemUptime
        }
    }

    /// The longest start of a process since then.
    func end(since begin: TimeInterval) -> Duration {
        lock.withLock {
            users -= 1
            let worst = starts.filter { $0.at + $0.took >= begin }.map(\.took).max() ?? 0
            return .milliseconds(Int(worst * 1000))
        }
    }

    private func measure() {
        while lock.withLock({ users > 0 }) {
            let begin = ProcessInfo.processInfo.systemUptime
            var pid = pid_t()
            var words: [UnsafeMutablePointer<CChar>?] = [strdup("true"), nil]
            if posix_spawn(&pid, "/bin/true", nil, nil, &words, environ) == 0 { waitpid(pid, nil, 0) }
            free(words[0])
            let took = ProcessInfo.processInfo.systemUptime - begin
            lock.withLock { starts.append((begin, took)) }
            Thread.sleep(forTimeInterval: 0.1)
        }
    }
}
