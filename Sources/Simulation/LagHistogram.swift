import Probing

/// How often each lag came, in memory that does not grow with their number.
///
/// Exact below 2048 ms; from there on a number keeps its first eleven binary digits, which is less than a thousandth
/// off.
struct LagHistogram {
    private var counts: [Int] = Array(repeating: 0, count: 2048)
    private(set) var total = 0
    private(set) var sum: Milliseconds = 0
    private(set) var maximum: Milliseconds = 0

    mutating func add(_ lag: Milliseconds) {
        let index = LagHistogram.index(of: lag)
        if index >= counts.count { counts.append(contentsOf: repeatElement(0, count: index + 1 - counts.count)) }
        counts[index] += 1
        total += 1
        sum += lag
        maximum = max(maximum, lag)
    }

    /// The smallest lag that so many of a hundred do not exceed.
    func percentile(_ percent: Int) -> Milliseconds {
        let rank = (total * percent + 99) / 100
        var seen = 0
        for (index, count) in counts.enumerated() where count > 0 {
            seen += count
            if seen >= rank { return LagHistogram.least(of: index) }
        }
        return 0
    }

    var summary: LagSummary? {
        guard total > 0 else { return nil }
        return LagSummary(
            median: .milliseconds(percentile(50)), p99: .milliseconds(percentile(99)), maximum: .milliseconds(maximum))
    }

    private static func index(of lag: Milliseconds) -> Int {
        guard lag >= 2048 else { return max(0, Int(lag)) }
        let shift = 53 - lag.leadingZeroBitCount
        return 1024 * shift + Int(lag >> Milliseconds(shift))
    }

    private static func least(of index: Int) -> Milliseconds {
        guard index >= 2048 else { return Milliseconds(index) }
        let shift = index / 1024 - 1
        return Milliseconds(index - 1024 * shift) << Milliseconds(shift)
    }
}
