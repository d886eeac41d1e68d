/// How many attempts a dependency can answer: one server with a queue in front of it.
///
/// It answers one attempt after another, each in the same time. An attempt that finds a full queue is refused at once;
/// otherwise it takes longer by the time that those before it need. The server works from the beginning, ready or not:
/// answering "not yet" costs it as much.
public struct DependencyCapacity: Equatable, Sendable {
    /// Attempts that it answers in a second, from 1 to 1,000,000.
    public var attemptsPerSecond: Int
    /// How many attempts may stand in the queue, from 0. Together with the rate no more than an hour's work.
    public var queue: Int

    /// A capacity with its parts. 128 is the length of the accept queue that many servers ask for (`SOMAXCONN` before
    /// Linux 5.4).
    public init(attemptsPerSecond: Int, queue: Int = 128) {
        self.attemptsPerSecond = attemptsPerSecond
        self.queue = queue
    }
}
