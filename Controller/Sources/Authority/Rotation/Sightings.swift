/// Since when things have been seen as they are. Kept in memory on purpose: after a restart or a change of leader all
/// counts start anew, which can only make a rotation slower.
public struct Sightings: Sendable {
    private var seen: [String: (value: [Fingerprint], since: Moment)] = [:]

    /// Nothing seen so far.
    public init() {}

    /// Notes what a thing (`mutating/…`, `leaf`) is now, and says since when it has been so.
    public mutating func note(_ name: String, is value: [Fingerprint], now: Moment) -> Moment {
        // A clock that was put back must not make a sighting lie in the future: it would never settle.
        if let known = seen[name], known.value == value, known.since <= now { return known.since }
        seen[name] = (value, now)
        return now
    }
}
