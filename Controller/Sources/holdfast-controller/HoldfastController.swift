import ArgumentParser
import CAllocator
import Foundation
import JSONLogging
import Logging
import Metrics
import PrometheusMetrics

/// The controller: answers the API server about pods and policies, and keeps what that needs.
@main
struct HoldfastController: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "holdfast-controller",
        abstract: "Holds every pod of a cluster until what its containers need is ready.",
        discussion: """
            Runs in a cluster, as `holdfast install | kubectl apply -f -` sets it up. Every option is also an \
            environment variable: --waiter-image is HOLDFAST_WAITER_IMAGE.

              /mutate    pods are given their start-up order        (webhook port, TLS)
              /validate  policies are checked
              /livez     the process is there                       (HTTP port)
              /readyz    it can admit; if not, why
              /metrics   for Prometheus
            """,
        version: version)

    /// This program's version.
    static let version = "0.1.0"

    @OptionGroup
    var options: ControllerOptions

    func run() async throws {
        // Before the first thread: each would have a heap of its own.
        holdfast_bound_allocator()
        let configuration = try ControllerConfiguration(options, environment: ProcessInfo.processInfo.environment)
        let started = Double(WallTime.now().milliseconds) / 1000
        let metrics = PrometheusMetrics(
            help: MetricHelp.texts, process: ProcessFacts(started: started) { ResidentMemory.bytes() })
        MetricsSystem.bootstrap(metrics)
        LoggingSystem.bootstrap { label in
            var handler = JSONLogHandler(label: label)
            handler.logLevel = configuration.logLevel
            return handler
        }
        try await Controller(configuration, metrics: metrics).run()
    }
}
