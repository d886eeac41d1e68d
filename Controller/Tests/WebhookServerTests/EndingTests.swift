import Logging
import PrometheusMetrics
import ServiceLifecycle
import Synchronization
import Testing
import WebhookServer

#if canImport(Glibc)
    import Glibc
#endif

@Suite(.timeLimit(.minutes(1))) struct EndingTests {
    @Test func itDrainsThenCloses() async throws {
        try await RunningServer.run({ $0.drain = .milliseconds(400) }) { server in
            try await Wire.open(server.port, server.tls) { idle in
                try await idle.post("/mutate", "x")
                #expect(try await idle.answer()?.status == 200)
                #expect(server.server.unready.isEmpty)
                await server.group.triggerGracefulShutdown()
                while server.server.unready.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
                #expect(server.server.unready == ["draining"])
                // New ones are still served, and told to go elsewhere.
                try await Wire.open(server.port, server.tls) { late in
                    try await late.post("/mutate", "late")
                    let answer = try await late.answer()
                    #expect(answer?.body == "late" && answer?.head.contains("connection: close") == true)
                    #expect(try await late.answer() == nil)
                }
                // The idle one is closed when the draining is over.
                #expect(try await idle.answer() == nil)
            }
            await #expect(throws: (any Error).self) { try await Wire.open(server.port) { _ in } }
        }
    }

    @Test func requestsInFlightAreFinished() async throws {
        try await RunningServer.run(mutate: { body in
            usleep(200_000)
            return WebhookAnswer(body: body, outcome: nil)
        }) { server in
            try await Wire.open(server.port, server.tls) { wire in
                try await wire.post("/mutate", "slow")
                #expect(await server.measures("holdfast_admission_in_flight 1"))
                await server.group.triggerGracefulShutdown()
                #expect(try await wire.answer()?.body == "slow")
            }
        }
    }

    @Test func whoNeverEndsIsCut() async throws {
        let start = ContinuousClock.now
        try await RunningServer.run({ $0.deadline = .milliseconds(200) }) { server in
            try await Wire.open(server.port, server.tls) { wire in
                try await wire.send(
                    "POST /mutate HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n")
                #expect(await server.measures("holdfast_admission_in_flight 1"))
                await server.group.triggerGracefulShutdown()
                while try await wire.answer() != nil {}
            }
        }
        #expect(ContinuousClock.now - start < .seconds(4))
    }

    @Test func withoutACertificateItWaits() async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let store = CertificateStore()
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        var configuration = WebhookConfiguration(host: "127.0.0.1", port: 0)
        configuration.drain = .zero
        let answer: WebhookServer.Handler = { WebhookAnswer(body: $0, outcome: nil) }
        let server = WebhookServer(
            configuration: configuration, certificates: store, mutate: answer, validate: answer,
            metrics: PrometheusMetrics(), logger: logger, onListening: { port.yield($0) })
        let group = ServiceGroup(services: [server], logger: logger)
        let certificate = try TestCertificate()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            #expect(server.unready == ["no certificate yet"])
            try store.update(chainPEM: certificate.chainPEM, keyPEM: certificate.keyPEM)
            let bound = try #require(await ports.first { _ in true })
            try await Wire.open(bound, TestCertificate.client([certificate])) { wire in
                try await wire.post("/mutate", "x")
                #expect(try await wire.answer()?.body == "x")
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test func healthIsTold() async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let reasons = Mutex(["no certificate yet", "no policies yet"])
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let server = HealthServer(
            configuration: .init(host: "127.0.0.1", port: 0), ready: { reasons.withLock { $0 } },
            metrics: { "a 1\n" }, logger: logger, onListening: { port.yield($0) })
        let group = ServiceGroup(services: [server], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let bound = try #require(await ports.first { _ in true })
            try await Wire.open(bound) { wire in
                func get(_ path: String) async throws -> Wire.Answer? {
                    try await wire.send("GET \(path) HTTP/1.1\r\nhost: x\r\n\r\n")
                    return try await wire.answer()
                }
                #expect(try await get("/livez")?.body == "ok\n")
                let unready = try await get("/readyz?verbose")
                #expect(unready?.status == 503)
                #expect(unready?.body == "not ready: no certificate yet\nnot ready: no policies yet\n")
                reasons.withLock { $0 = [] }
                #expect(try await get("/readyz")?.status == 200)
                let metrics = try await get("/metrics")
                #expect(metrics?.body == "a 1\n" && metrics?.head.contains("version=0.0.4") == true)
                #expect(try await get("/debug")?.status == 404)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
