import Logging
import ServiceLifecycle

/// What the kubelet and Prometheus ask, over plain HTTP: `/livez`, `/readyz`, `/metrics`.
public struct HealthServer: Service {
    private let configuration: WebhookConfiguration
    private let ready: @Sendable () -> [String]
    private let metrics: @Sendable () -> String
    private let logger: Logger
    private let onListening: @Sendable (Int) -> Void

    /// A server. `ready` gives the reasons why not, a line each, and none when it is; `metrics` a text in Prometheus'
    /// format 0.0.4. `onListening` is told the port.
    public init(
        configuration: WebhookConfiguration, ready: @escaping @Sendable () -> [String],
        metrics: @escaping @Sendable () -> String, logger: Logger,
        onListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.ready = ready
        self.metrics = metrics
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until graceful shutdown, at once and without draining, or cancellation. Throws when the port cannot be
    /// had.
    public func run() async throws {
        let phase = ServingPhase()
        var configuration = configuration
        configuration.drain = .zero
        let responder = HealthResponder(ready: ready, metrics: metrics, phase: phase)
        let server = GuardedServer(
            configuration: configuration, certificates: nil, phase: phase,
            connections: OpenConnections(limit: configuration.limits.connections) { _ in }, onRejection: { _ in },
            logger: logger, onListening: onListening)
        try await server.run { try await responder.respond($0, $1, $2) }
    }
}
