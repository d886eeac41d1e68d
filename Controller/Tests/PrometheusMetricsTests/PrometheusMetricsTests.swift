import Metrics
import PrometheusMetrics
import Testing

@Suite struct PrometheusMetricsTests {
    @Test func countersAreOneSeriesWhateverTheOrderOfTheirLabels() {
        let metrics = PrometheusMetrics(help: ["a_total": "Of \\ and\nline."])
        Counter(label: "a_total", dimensions: [("y", "2"), ("x", "1")], factory: metrics).increment()
        Counter(label: "a_total", dimensions: [("x", "1"), ("y", "2")], factory: metrics).increment(by: 2)
        FloatingPointCounter(label: "b.total", factory: metrics).increment(by: 0.5)
        #expect(
            metrics.text() == """
                # HELP a_total Of \\\\ and\\nline.
                # TYPE a_total counter
                a_total{x="1",y="2"} 3
                # TYPE b_total counter
                b_total 0.5

                """)
    }

    @Test func timersAreHistogramsInSeconds() {
        let metrics = PrometheusMetrics(seconds: [0.001, 0.005])
        let timer = Timer(label: "t_seconds", dimensions: [("le", "x")], factory: metrics)
        for milliseconds in [1, 5, 6] { timer.recordMilliseconds(milliseconds) }
        #expect(
            metrics.text() == """
                # TYPE t_seconds histogram
                t_seconds_bucket{exported_le="x",le="0.001"} 1
                t_seconds_bucket{exported_le="x",le="0.005"} 2
                t_seconds_bucket{exported_le="x",le="+Inf"} 3
                t_seconds_sum{exported_le="x"} 0.012
                t_seconds_count{exported_le="x"} 3

                """)
    }

    @Test(arguments: [
        ("plain", "plain"), ("a\"b", "a\\\"b"), ("a\\b", "a\\\\b"), ("a\nb", "a\\nb"), ("ü", "ü"),
    ]) func labelsAreEscaped(_ value: String, _ expected: String) {
        let metrics = PrometheusMetrics()
        Gauge(label: "g", dimensions: [("l-1", value)], factory: metrics).record(1)
        #expect(metrics.text() == "# TYPE g gauge\ng{l_1=\"\(expected)\"} 1\n")
    }

    @Test func seriesAreBounded() {
        let metrics = PrometheusMetrics(seriesLimit: 2)
        for index in 0..<5 {
            Counter(label: "c", dimensions: [("i", "\(index)")], factory: metrics).increment()
        }
        Gauge(label: "c", factory: metrics).record(1)
        let text = metrics.text()
        #expect(text.contains("c{i=\"1\"} 1\n") && !text.contains("c{i=\"2\"}"))
        #expect(text.contains("\(PrometheusMetrics.droppedName) 4\n"))
    }

    @Test func metersRiseAndFallAndAreForgotten() {
        let metrics = PrometheusMetrics()
        let meter = Meter(label: "m", factory: metrics)
        meter.increment()
        meter.increment(by: 2)
        meter.decrement()
        #expect(metrics.text() == "# TYPE m gauge\nm 2\n")
        meter.destroy()
        #expect(metrics.text().isEmpty)
    }

    @Test func theProcessIsKnown() {
        let metrics = PrometheusMetrics(process: ProcessFacts(started: 1_700_000_000.25) { 4096 })
        #expect(metrics.text().contains("process_resident_memory_bytes 4096\n"))
        #expect(metrics.text().contains("process_start_time_seconds 1700000000.25\n"))
        #expect((ResidentMemory.bytes() ?? 0) > 1 << 20)
    }
}
