import Authority
import KubernetesAPI
import Synchronization

/// A clock that jumps: whoever sleeps is awake at once, and later. Ends by leaving sleepers asleep.
final class VirtualTime: Sendable {
    private let seconds: Mutex<Int64>
    private let start: Int64
    private let end: Int64
    private let onSleep: @Sendable (Moment) -> Void
    private let (ends, ended) = AsyncStream.makeStream(of: Void.self)

    /// From a moment on, for so many seconds; `onSleep` looks at things whenever somebody sleeps.
    init(from start: Int64, lasting length: Int64, onSleep: @escaping @Sendable (Moment) -> Void = { _ in }) {
        seconds = Mutex(start)
        self.start = start
        end = start + length
        self.onSleep = onSleep
    }

    var moment: Moment { Moment(seconds: seconds.withLock { $0 }) }

    var timing: APITiming {
        APITiming(
            now: { .seconds(self.moment.seconds - self.start) }, sleep: { try await self.sleep($0) }, random: { 0.5 })
    }

    private func sleep(_ time: Duration) async throws {
        onSleep(moment)
        let now = seconds.withLock { seconds in
            seconds += max(1, time.components.seconds)
            return seconds
        }
        guard now >= end else { return await Task.yield() }
        ended.finish()
        try await Task.sleep(for: .seconds(3600))
    }

    /// Runs the work until time is over, then cancels it.
    func run(_ work: @escaping @Sendable () async -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await work() }
            group.addTask { for await _ in self.ends {} }
            await group.next()
            group.cancelAll()
        }
    }
}
