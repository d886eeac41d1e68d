/// The time axis of a picture: how far it reaches and which round times it names.
public struct TimelineAxis: Sendable, Equatable {
    /// Where the axis ends; it begins at zero.
    public let end: Duration
    /// From one tick to the next.
    public let step: Duration
    /// The round times, from zero on.
    public let ticks: [Duration]

    /// The steps in milliseconds; longer ones are whole days, doubled as often as needed.
    private static let steps: [Int64] = [
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000,
        600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000,
    ]

    /// The finest axis up to `end` with at most so many ticks (two at least).
    public init(end: Duration, maximumTicks: Int) {
        let reach = max(end, .zero)
        let gaps = max(maximumTicks - 1, 1)
        var step = Duration.milliseconds(1)
        for candidate in Self.steps {
            step = .milliseconds(candidate)
            if step * gaps >= reach { break }
        }
        while step * gaps < reach { step *= 2 }
        var ticks: [Duration] = []
        var tick = Duration.zero
        while tick <= reach {
            ticks.append(tick)
            if ticks.count > gaps { break }
            tick += step
        }
        self.end = reach
        self.step = step
        self.ticks = ticks
    }

    /// The axis of a timeline: up to its end, or to the last thing in it when that is later.
    public init(_ timeline: Timeline, maximumTicks: Int) {
        var end = timeline.end
        for row in timeline.rows {
            for span in row.spans { end = max(end, span.end) }
            for mark in row.marks { end = max(end, mark.time) }
        }
        self.init(end: end, maximumTicks: maximumTicks)
    }

    /// What is written at a tick.
    public static func label(_ tick: Duration) -> String { tick == .zero ? "0" : DurationText.format(tick) }

    /// Where a time lies, from 0 to 1. Everything is at 0 on an axis without length.
    public func fraction(_ time: Duration) -> Double {
        guard end > .zero else { return 0 }
        return min(max(time.inSeconds / end.inSeconds, 0), 1)
    }
}
