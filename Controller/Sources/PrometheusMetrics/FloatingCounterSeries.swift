import CoreMetrics
import Synchronization

/// A counter of parts, such as seconds.
final class FloatingCounterSeries: FloatingPointCounterHandler, Series {
    private let value = Mutex(0.0)

    func increment(by amount: Double) {
        // A counter never falls, and what is once NaN stays it.
        guard amount > 0, amount.isFinite else { return }
        value.withLock { $0 += amount }
    }

    func reset() { value.withLock { $0 = 0 } }

    func write(to page: inout ExpositionText, name: String, labels: String) {
        page.sample(name, labels, value.withLock { $0 })
    }
}
