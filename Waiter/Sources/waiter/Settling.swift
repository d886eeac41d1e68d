/// How long a connection with nothing to say is watched before it counts as one that stays.
enum Settling {
    /// Until a time.
    case timed(until: Int64)
    /// Until its server on this machine has accepted it, or until a busy port's limit; and then a moment longer.
    case unaccepted(port: UInt16, limit: Int64)

    /// When to look again; `nil` when it was watched long enough. `queue` says how many connections to a port wait to
    /// be accepted.
    mutating func next(_ now: Int64, _ queue: (UInt16) -> Int32) -> Int64? {
        switch self {
        case .timed(let until): return now >= until ? nil : until
        case .unaccepted(let port, let limit):
            if queue(port) <= 0 || now >= limit { self = .timed(until: now + 1) }
            return now + 1
        }
    }
}
