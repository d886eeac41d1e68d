import Logging
import Metrics
import NIOPosix
import ServiceLifecycle

/// The webhooks' server: `POST /mutate` and `/validate` over TLS, HTTP/1.1.
///
/// A `Service` that ends gracefully. A `ServiceGroup` ends its services from last to first: put this one last and
/// `HealthServer` first, so that `/readyz` and `/metrics` answer while it drains.
public struct WebhookServer: Service {
    /// Answers a request's body. Runs in a pool of threads of its own and may take its time; must not wait for others.
    public typealias Handler = @Sendable ([UInt8]) -> WebhookAnswer

    /// Answers a request's body as a task, and may ask others. For what is small and seldom.
    public typealias AskingHandler = @Sendable ([UInt8]) async -> WebhookAnswer

    private let configuration: WebhookConfiguration
    private let certificates: CertificateStore
    private let responder: ReviewResponder
    private let logger: Logger
    private let onListening: @Sendable (Int) -> Void
    private let phase: ServingPhase

    /// A server that waits for `certificates` to have one before it listens. `onListening` is told the port.
    public init(
        configuration: WebhookConfiguration, certificates: CertificateStore, mutate: @escaping Handler,
        validate: @escaping AskingHandler, metrics: any MetricsFactory = MetricsSystem.factory, logger: Logger,
        onListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.certificates = certificates
        self.logger = logger
        self.onListening = onListening
        let (phase, limits) = (ServingPhase(), configuration.limits)
        self.phase = phase
        responder = ReviewResponder(
            limits: limits, mutate: mutate, validate: validate, metrics: WebhookMetrics(metrics), phase: phase,
            requests: Allowance(limit: limits.requests), memory: Allowance(limit: limits.buffered), pool: .singleton,
            largePool: NIOThreadPool(numberOfThreads: 1), logger: logger)
    }

    /// Why it cannot be asked now, a line each: no certificate yet, not listening, draining. For `/readyz`.
    public var unready: [String] { phase.unready }

    /// Serves until graceful shutdown or cancellation. Throws when the port cannot be had.
    public func run() async throws {
        await cancelWhenGracefulShutdown { await certificates.firstArrival() }
        guard !certificates.isEmpty else { return }
        phase.enter(.starting)
        let (responder, metrics) = (responder, responder.metrics)
        let server = GuardedServer(
            configuration: configuration, certificates: certificates, phase: phase,
            connections: OpenConnections(limit: configuration.limits.connections) { metrics.connections.set($0) },
            onRejection: { metrics.count($0) }, logger: logger, onListening: onListening)
        responder.largePool.start()
        defer { responder.largePool.shutdownGracefully { _ in } }
        try await server.run { try await responder.respond($0, $1, $2) }
    }
}
