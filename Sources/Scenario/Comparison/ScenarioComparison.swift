/// What was to happen beside what happened.
public struct ScenarioComparison: Sendable {
    /// How far apart times may be: the larger one of the two counts.
    public struct Tolerance: Sendable {
        /// A part of the time that was expected.
        public var relative: Double
        /// A length of time.
        public var absolute: Duration

        /// A tolerance.
        public init(relative: Double = 0, absolute: Duration) {
            self.relative = relative
            self.absolute = absolute
        }

        /// The model against a real thing: 10 %, and for what comes early 150 ms, since there starting a process or
        /// asking once is a large part of the time, and the model leaves both out.
        public static let agreement = Tolerance(relative: 0.1, absolute: .milliseconds(150))

        func allows(_ expected: Duration, _ seen: Duration) -> Bool {
            let difference = expected < seen ? seen - expected : expected - seen
            return difference <= max(absolute, expected * relative)
        }
    }

    /// An event, and when it was to happen and did; `nil` for not at all.
    public struct Row: Sendable {
        /// What.
        public var event: ScenarioEvent
        /// When it was to happen.
        public var expected: Duration?
        /// When it did.
        public var seen: Duration?
    }

    /// All events, in the order in which they were to happen; then those that nobody expected.
    public let rows: [Row]
    /// What is different, a sentence each; empty when all is as it was to be.
    public let differences: [String]
    private let isShort: Bool

    /// Compares: every event once in each, in the same order, at times within the tolerance.
    ///
    /// Events that were to be apart by no more than `simultaneous` may come in any order, but for the first starts of a
    /// pod's containers: the kubelet starts them in the order of the list, however close (fact 2). Before `until`, where
    /// both stop looking, what only one of them has may come just behind it in the other.
    public init(
        expected: [TimedEvent], seen: [TimedEvent], tolerance: Tolerance, simultaneous: Duration = .zero,
        until: Duration? = nil
    ) {
        isShort = Set((expected + seen).map(\.event.pod)).count <= 1
        var times: [ScenarioEvent: [Duration]] = [:]
        for timed in seen { times[timed.event, default: []].append(timed.time) }
        var rows: [Row] = []
        for timed in expected {
            var left = times[timed.event] ?? []
            rows.append(Row(event: timed.event, expected: timed.time, seen: left.isEmpty ? nil : left.removeFirst()))
            times[timed.event] = left
        }
        for timed in seen {
            guard var left = times[timed.event], let index = left.firstIndex(of: timed.time) else { continue }
            left.remove(at: index)
            times[timed.event] = left
            rows.append(Row(event: timed.event, expected: nil, seen: timed.time))
        }
        self.rows = rows
        var differences = ScenarioComparison.times(rows, tolerance, until, isShort)
        differences += ScenarioComparison.order(rows, simultaneous, isShort)
        self.differences = differences
    }

    private static func times(
        _ rows: [Row], _ tolerance: Tolerance, _ until: Duration?, _ isShort: Bool
    ) -> [String] {
        rows.compactMap { row in
            let name = row.event.text(isShort: isShort)
            switch (row.expected, row.seen) {
            case (let only?, nil), (nil, let only?):
                if let until, tolerance.allows(only, until) { return nil }
            default: break
            }
            switch (row.expected, row.seen) {
            case (let expected?, nil): return "\(name) did not happen; expected after \(text(expected))"
            case (nil, let seen?): return "\(name) after \(text(seen)) was not expected"
            case (let expected?, let seen?) where !tolerance.allows(expected, seen):
                return "\(name) after \(text(seen)) instead of \(text(expected))"
            default: return nil
            }
        }
    }

    private static func order(_ rows: [Row], _ simultaneous: Duration, _ isShort: Bool) -> [String] {
        var differences: [String] = []
        var started: Set<ScenarioEvent> = []
        let first = rows.map { $0.event.kind == .started && started.insert($0.event).inserted }
        for (place, later) in rows.enumerated() {
            guard let laterExpected = later.expected, let laterSeen = later.seen else { continue }
            for (before, earlier) in rows[..<place].enumerated() {
                guard let expected = earlier.expected, let seen = earlier.seen, seen > laterSeen else { continue }
                let isListOrder = first[before] && first[place] && earlier.event.pod == later.event.pod
                guard isListOrder || laterExpected - expected > simultaneous else { continue }
                let names = [later, earlier].map { $0.event.text(isShort: isShort) }
                differences.append("\(names[0]) came before \(names[1])")
            }
        }
        return differences
    }

    /// What was seen as a list of events, as a scenario's file has it; in steps of 10 ms.
    public func measured(indent: Int) -> String {
        rows.filter { $0.seen != nil }.sorted { ($0.seen ?? .zero) < ($1.seen ?? .zero) }.map { row in
            let milliseconds = Int((row.seen ?? .zero) / .milliseconds(10)) * 10
            let name = row.event.text(isShort: isShort)
            return ScenarioComparison.blanks(indent) + "- \(name): \(milliseconds)ms\n"
        }.joined()
    }

    /// The largest distance between an expected time and a seen one, and the event.
    public var worst: (event: String, distance: Duration)? {
        rows.compactMap { row -> (event: String, distance: Duration)? in
            guard let expected = row.expected, let seen = row.seen else { return nil }
            return (row.event.text(isShort: isShort), seen < expected ? expected - seen : seen - expected)
        }.max { $0.distance < $1.distance }
    }

    /// A table: event, expected, seen, difference; then what is different.
    public var text: String {
        let width = rows.map { $0.event.text(isShort: isShort).count }.max() ?? 0
        var lines = rows.map { row in
            let name = row.event.text(isShort: isShort)
            let difference = row.expected.flatMap { expected in row.seen.map { ScenarioComparison.text($0 - expected) }
            }
            let times =
                [row.expected, row.seen].map { $0.map { ScenarioComparison.text($0) } ?? "-" } + [difference ?? "-"]
            return name + ScenarioComparison.blanks(width - name.count)
                + times.map { ScenarioComparison.blanks(10 - $0.count) + $0 }.joined()
        }
        lines += differences.map { "! " + $0 }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

    /// Seconds with milliseconds, for columns.
    static func text(_ time: Duration) -> String {
        let sign = time < .zero ? "-" : ""
        let (seconds, attoseconds) = (time < .zero ? .zero - time : time).components
        let digits = String(attoseconds / 1_000_000_000_000_000)
        return "\(sign)\(seconds)." + String(repeating: "0", count: 3 - digits.count) + digits + "s"
    }
}
