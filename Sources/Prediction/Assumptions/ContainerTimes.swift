/// The times of one container, each with its origin.
public struct ContainerTimes: Equatable, Sendable {
    /// A time and where it comes from.
    public struct Entry: Equatable, Sendable {
        /// The time.
        public var time: AssumedTime
        /// Where it comes from.
        public var origin: AssumedValue.Origin
    }

    /// What is known or assumed; a key that is absent does not happen, or needs no time.
    public var entries: [AssumedKey: Entry] = [:]

    subscript(key: AssumedKey) -> Duration? { entries[key]?.time.duration }

    mutating func fill(_ key: AssumedKey, _ time: Duration, _ origin: AssumedValue.Origin) {
        if entries[key] == nil { entries[key] = Entry(time: .after(time), origin: origin) }
    }

    /// In words, for a container of this name.
    func values(of subject: String) -> [AssumedValue] {
        AssumedKey.allCases.compactMap { key in
            guard let entry = entries[key] else { return nil }
            // That nothing is pulled is worth no word.
            if key == .pull, entry.time == .after(.zero) { return nil }
            let text = entry.time.text
            let what =
                switch key {
                case .pull: "its image is pulled for \(text)"
                case .listen: entry.time == .never ? "listens never" : "listens \(text) after its start"
                case .ready: entry.time == .never ? "is never ready" : "ready \(text) after its start"
                case .end: entry.time == .never ? "does not end" : "ends \(text) after its start"
                case .crash:
                    entry.time == .never
                        ? "copes when it starts too early" : "falls over \(text) after a start that comes too early"
                }
            return AssumedValue(subject: subject, what: what, origin: entry.origin)
        }
    }
}
