import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// A server with its limits and its end, whatever it answers.
struct GuardedServer {
    let configuration: WebhookConfiguration
    /// `nil` for plain HTTP.
    let certificates: CertificateStore?
    let phase: ServingPhase
    let connections: OpenConnections
    let onRejection: @Sendable (Rejection) -> Void
    let logger: Logger
    let onListening: @Sendable (Int) -> Void

    /// Serves until graceful shutdown: draining, then no new connections, then requests in flight, then the cut.
    func run(_ responder: @escaping HTTPChannelHandler.Responder) async throws {
        let child = GuardedChannel(
            http: HTTP1Channel(responder: responder), certificates: certificates, limits: configuration.limits,
            connections: connections, onRejection: onRejection)
        let server = child.server(
            configuration: .init(address: .hostname(configuration.host, port: configuration.port), backlog: 1024),
            onServerRunning: { channel in
                phase.enter(.serving)
                onListening(channel.localAddress?.port ?? configuration.port)
            }, eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
        // A group ends its services from last to first, each when the one before has ended: the server is not told
        // before it has drained.
        let drain = Drain(phase: phase, time: configuration.drain)
        let group = ServiceGroup(configuration: .init(services: [server, drain], logger: logger))
        try await withTaskCancellationHandler {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    try await gracefulShutdown()
                    try await Task.sleep(for: configuration.drain + configuration.deadline)
                    logger.warning("requests are still in flight: their connections are cut")
                    connections.cut()
                }
                defer { tasks.cancelAll() }
                try await group.run()
            }
        } onCancel: {
            connections.cut()
        }
    }

    private struct Drain: Service {
        let phase: ServingPhase
        let time: Duration

        func run() async throws {
            try await gracefulShutdown()
            phase.enter(.draining)
            try await Task.sleep(for: time)
        }
    }
}
