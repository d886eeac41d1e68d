import Probing

/// How many attempts begin in each tenth of a second.
///
/// Progressions of one period are kept as the difference between their beginning and their end: with one count for each
/// millisecond, `c(t) = c(t − period) + d(t)` gives all attempts of all pods in one pass at the end.
struct LoadCurve {
    static let width: Milliseconds = 100

    private(set) var buckets: [Int] = []
    private var differences: [Int32] = []
    private let period: Milliseconds
    /// Progressions that reach beyond this are added bucket by bucket: so many milliseconds are 64 MB of differences.
    private let farthest: Milliseconds

    init(period: Milliseconds, farthest: Milliseconds = 1 << 24) {
        self.period = period
        self.farthest = farthest
    }

    /// One attempt.
    mutating func add(at time: Milliseconds) {
        add(1, toBucket: Int(time / LoadCurve.width))
    }

    /// So many attempts, each `period` after the one before.
    mutating func add(from first: Milliseconds, count: Milliseconds) {
        let end = first + count * period
        if count < 3 || end >= farthest {
            addByBucket(from: first, count: count)
            return
        }
        if end >= differences.count {
            differences.append(contentsOf: repeatElement(0, count: Int(end) + 1 - differences.count))
        }
        differences[Int(first)] += 1
        differences[Int(end)] -= 1
    }

    private mutating func addByBucket(from first: Milliseconds, count: Milliseconds) {
        var time = first
        var rest = count
        while rest > 0 {
            let bucket = time / LoadCurve.width
            let together = min(rest, ((bucket + 1) * LoadCurve.width - time + period - 1) / period)
            add(Int(together), toBucket: Int(bucket))
            time += together * period
            rest -= together
        }
    }

    private mutating func add(_ count: Int, toBucket bucket: Int) {
        if bucket >= buckets.count {
            buckets.append(contentsOf: repeatElement(0, count: bucket + 1 - buckets.count))
        }
        buckets[bucket] += count
    }

    /// Brings the differences into the buckets. Nothing may be added afterwards.
    mutating func settle() {
        let period = Int(period)
        for time in differences.indices.dropFirst(period) { differences[time] += differences[time - period] }
        var start = 0
        while start < differences.count {
            let end = min(start + Int(LoadCurve.width), differences.count)
            let count = differences[start..<end].reduce(0) { $0 + Int($1) }
            let bucket = start / Int(LoadCurve.width)
            start = end
            // An empty one at the end would be a time without attempts after the last of them.
            if count > 0 { add(count, toBucket: bucket) }
        }
        differences = []
    }
}
