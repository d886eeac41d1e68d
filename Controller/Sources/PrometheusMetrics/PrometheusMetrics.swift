import CoreMetrics
import Synchronization

/// swift-metrics' values, as a text that Prometheus reads (exposition format 0.0.4).
///
/// Counters, meters and recorders that do not aggregate (gauges) are what they say; timers become histograms in
/// seconds, other recorders histograms in their own unit. Names and labels that Prometheus would refuse are spelled
/// with `_`. No call fails: what cannot be kept (too many series, one name for two kinds) is measured into the void,
/// and counted.
public final class PrometheusMetrics: MetricsFactory {
    /// Upper bounds of a timer's buckets, seconds: the aim of 5 ms and its neighbours, up to what the API server waits.
    public static let seconds = [
        0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]
    /// Upper bounds of a recorder's buckets: bytes, from a small pod to the largest review.
    public static let sizes: [Double] = (5...12).map { Double(1 << (2 * $0)) }
    /// The content type of `text()`.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"
    /// How many series did not fit, under this name.
    public static let droppedName = "holdfast_metrics_series_dropped_total"

    let registry: Mutex<Registry>
    private let timerBuckets: [Double]
    private let recorderBuckets: [Double]
    private let process: ProcessFacts?

    /// A factory of its own; hand it to `MetricsSystem.bootstrap`, or to whoever measures.
    ///
    /// `help` has a sentence by metric name. `seriesLimit` bounds all series together: labels may come from outside,
    /// memory must not. `process` adds the process's own values.
    public init(
        help: [String: String] = [:], seconds: [Double] = PrometheusMetrics.seconds,
        sizes: [Double] = PrometheusMetrics.sizes, seriesLimit: Int = 1000, process: ProcessFacts? = nil
    ) {
        registry = Mutex(Registry(help: help, limit: seriesLimit))
        timerBuckets = seconds
        recorderBuckets = sizes
        self.process = process
    }

    /// A counter of whole numbers.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        registry.withLock { $0.series(label, dimensions, .counter) { CounterSeries() } }
    }

    /// A counter of parts.
    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        registry.withLock { $0.series(label, dimensions, .counter) { FloatingCounterSeries() } }
    }

    /// A gauge.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        registry.withLock { $0.series(label, dimensions, .gauge) { GaugeSeries() } }
    }

    /// A histogram, or without `aggregate` a gauge.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        registry.withLock {
            guard aggregate else { return $0.series(label, dimensions, .gauge) { GaugeSeries() } }
            return $0.series(label, dimensions, .histogram) { HistogramSeries(recorderBuckets) }
        }
    }

    /// A histogram in seconds.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        registry.withLock { $0.series(label, dimensions, .histogram) { HistogramSeries(timerBuckets) } }
    }

    /// Forgets a series.
    public func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
    /// Forgets a series.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }
    /// Forgets a series.
    public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
    /// Forgets a series.
    public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
    /// Forgets a series.
    public func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

    private func remove(_ handler: AnyObject) { registry.withLock { $0.remove(ObjectIdentifier(handler)) } }

    /// All values now: families by name, series by labels, each family with its `# HELP` and `# TYPE`.
    public func text() -> String {
        // Values are read outside of the lock: a scrape does not hold up those who make series.
        let (families, dropped) = registry.withLock { ($0.families, $0.dropped) }
        var page = ExpositionText()
        for (name, family) in families.sorted(by: { $0.key < $1.key }) where !family.series.isEmpty {
            page.open(name, family.kind, family.help)
            for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
                series.write(to: &page, name: name, labels: labels)
            }
        }
        if dropped > 0 {
            page.open(PrometheusMetrics.droppedName, .counter, "Series that were not kept.")
            page.sample(PrometheusMetrics.droppedName, "", Double(dropped))
        }
        process?.write(to: &page)
        return page.text
    }
}
