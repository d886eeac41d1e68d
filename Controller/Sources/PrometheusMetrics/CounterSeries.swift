import CoreMetrics
import Synchronization

/// A counter of whole numbers.
final class CounterSeries: CounterHandler, Series {
    private let value = Atomic<Int64>(0)

    // Wraps rather than traps: Prometheus takes a fall for a restart.
    func increment(by amount: Int64) { value.wrappingAdd(max(0, amount), ordering: .relaxed) }
    func reset() { value.store(0, ordering: .relaxed) }

    func write(to page: inout ExpositionText, name: String, labels: String) {
        page.sample(name, labels, Double(value.load(ordering: .relaxed)))
    }
}
