/// How long a connection with nothing to say is watched before it counts as one that stays.
enum Settling {
    /// Until a time.
    case timed(until: Int64)
    /// Until its server on this machine has accepted it, or until a busy port's limit; and then so much longer.
    case unaccepted(port: UInt16, limit: Int64, margin: Int64)

    /// When to look again; `nil` when it was watched long enough. `queue` says how many connections to a port wait to
    /// be accepted.
    mutating func next(_ now: Int64, _ queue: (UInt16) -> Int32) -> Int64? {
        switch self {
        case .timed(let until): return now >= until ? nil : until
        case .unaccepted(let port, let limit, let margin):
            // Some 20 µs each: an idle server takes the connection within a few of them.
            var looks = 0
            while looks < 20, queue(port) > 0 { looks += 1 }
            if looks < 20 || now >= limit { self = .timed(until: now + margin) }
            if case .timed(let until) = self { return until }
            return now + 1
        }
    }
}
