import Admission
import CAllocator
import Injection
import JSONLogging
import Logging
import PrometheusMetrics
import ServiceLifecycle
import WebhookServer

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The webhook's server as the controller runs it, without a cluster: `benchmark-admission WEBHOOK-PORT HEALTH-PORT
/// CERTIFICATE KEY`. Benchmarks/Admission/load.py asks it.
@main
enum BenchmarkAdmission {
    static func main() async throws {
        holdfast_bound_allocator()
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let webhookPort = Int(arguments[1]), let healthPort = Int(arguments[2]) else {
            StandardError.write(Array("benchmark-admission WEBHOOK-PORT HEALTH-PORT CERTIFICATE KEY\n".utf8))
            exit(2)
        }
        let logger = Logger(label: "benchmark") { JSONLogHandler(label: $0) }
        let certificates = CertificateStore()
        try certificates.update(chainPEM: read(arguments[3]), keyPEM: read(arguments[4]))
        let metrics = PrometheusMetrics(
            help: WebhookMetrics.help,
            process: ProcessFacts(
                started: Double(WallTime.now().milliseconds) / 1000, residentBytes: ResidentMemory.bytes))
        let settings = InjectionSettings()
        let webhook = WebhookServer(
            configuration: .init(host: "127.0.0.1", port: webhookPort), certificates: certificates,
            mutate: { answer($0, settings) }, validate: { answer($0, settings) }, metrics: metrics, logger: logger)
        let health = HealthServer(
            configuration: .init(host: "127.0.0.1", port: healthPort), ready: { webhook.unready },
            metrics: { metrics.text() }, logger: logger)
        try await ServiceGroup(
            services: [health, webhook], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        ).run()
    }

    private static func answer(_ body: [UInt8], _ settings: InjectionSettings) -> WebhookAnswer {
        do throws(AdmissionError) {
            let request = try AdmissionRequest(body)
            let response = PodAdmission.answer(request, settings)
            return WebhookAnswer(
                body: Array(response.text.utf8),
                outcome: .init(
                    kind: "Pod", isAllowed: response.refusal == nil, isPatched: !response.patch.operations.isEmpty))
        } catch {
            return WebhookAnswer(status: 400, body: Array(#"{"error":"no review"}"#.utf8), outcome: nil)
        }
    }

    private static func read(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes.prefix(count))
    }
}
