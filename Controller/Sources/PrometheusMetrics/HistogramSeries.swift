import CoreMetrics
import Synchronization

/// How often a value was at most so much. A timer's nanoseconds are taken as seconds, Prometheus' unit of time.
final class HistogramSeries: TimerHandler, RecorderHandler, Series {
    private struct Counts {
        /// One a bound, not summed up, and the last one above all.
        var buckets: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let counts: Mutex<Counts>

    init(_ bounds: [Double]) {
        self.bounds = bounds
        counts = Mutex(Counts(buckets: [Int](repeating: 0, count: bounds.count + 1)))
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        counts.withLock {
            $0.buckets[bucket] += 1
            $0.sum += value
        }
    }

    func write(to page: inout ExpositionText, name: String, labels: String) {
        let counts = counts.withLock { $0 }
        let prefix = labels.isEmpty ? "" : labels + ","
        var total = 0
        for (count, bound) in zip(counts.buckets, bounds + [.infinity]) {
            total += count
            page.sample(name + "_bucket", prefix + "le=\"\(ExpositionText.number(bound))\"", Double(total))
        }
        page.sample(name + "_sum", labels, counts.sum)
        page.sample(name + "_count", labels, Double(total))
    }
}
