import Probing

/// The dependency's queue: what comes in when, and how long it stands there.
struct ServerQueue {
    /// The longest that an attempt can stand in it.
    let longestWait: Milliseconds
    private let service: Int
    private let room: Int
    /// When everything that came in so far will have been answered, in microseconds: a server that answers 3000 a
    /// second does not need a whole millisecond for one.
    private var done = 0

    init(_ capacity: DependencyCapacity) {
        service = 1_000_000 / capacity.attemptsPerSecond
        room = capacity.queue * service
        longestWait = Milliseconds(room / 1000)
    }

    /// How long an attempt stands in the queue before it is answered; `nil` when it is refused.
    mutating func arrive(at time: Milliseconds) -> Milliseconds? {
        let now = Int(time) * 1000
        let backlog = max(0, done - now)
        guard backlog <= room else { return nil }
        done = now + backlog + service
        return Milliseconds(backlog / 1000)
    }
}
