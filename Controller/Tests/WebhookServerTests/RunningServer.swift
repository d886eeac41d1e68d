import Logging
import NIOSSL
import PrometheusMetrics
import ServiceLifecycle
import WebhookServer

/// A server with its end in the test's hand.
struct RunningServer: Sendable {
    let port: Int
    let tls: NIOSSLContext
    let metrics: PrometheusMetrics
    let certificates: CertificateStore
    let server: WebhookServer
    let group: ServiceGroup

    /// Runs one while `body` runs. The handler of `/mutate` repeats what it got.
    static func run(
        _ change: (inout WebhookConfiguration) -> Void = { _ in }, certificate: TestCertificate? = nil,
        trusted: [TestCertificate] = [],
        mutate: @escaping WebhookServer.Handler = {
            WebhookAnswer(body: $0, outcome: .init(kind: "Pod", isAllowed: true, isPatched: false))
        }, _ body: @Sendable @escaping (RunningServer) async throws -> Void
    ) async throws {
        let certificate = try certificate ?? TestCertificate()
        var configuration = WebhookConfiguration(host: "127.0.0.1", port: 0)
        (configuration.drain, configuration.deadline) = (.milliseconds(10), .seconds(1))
        change(&configuration)
        let store = CertificateStore()
        try store.update(chainPEM: certificate.chainPEM, keyPEM: certificate.keyPEM)
        let metrics = PrometheusMetrics(help: WebhookMetrics.help)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let server = WebhookServer(
            configuration: configuration, certificates: store, mutate: mutate,
            validate: { _ in WebhookAnswer(status: 400, body: Array("no".utf8), outcome: nil) }, metrics: metrics,
            logger: logger, onListening: { port.yield($0) })
        let group = ServiceGroup(services: [server], logger: logger)
        let tls = try TestCertificate.client([certificate] + trusted)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            guard let bound = await ports.first(where: { _ in true }) else { return }
            try await body(
                RunningServer(
                    port: bound, tls: tls, metrics: metrics, certificates: store, server: server, group: group))
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// Whether a line of the metrics is there, waiting for it a little: what closes counts after the client sees it.
    func measures(_ line: String) async -> Bool {
        for _ in 0..<100 {
            if metrics.text().contains(line + "\n") { return true }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}
