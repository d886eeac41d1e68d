import HTTPTypes
import HummingbirdCore
import NIOCore

/// Answers `/livez`, `/readyz` and `/metrics`.
struct HealthResponder: Sendable {
    let ready: @Sendable () -> [String]
    let metrics: @Sendable () -> String
    let phase: ServingPhase

    func respond(_ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        let reply = reply(to: request)
        try await reply.send(writer, isHead: request.method == .head)
        guard reply.closes else { return }
        try? await channel.triggerUserOutboundEvent(ConnectionGuard.Closing()).get()
        for try await _ in request.body {}
        throw Reply.End()
    }

    private func reply(to request: Request) -> Reply {
        guard request.method == .get || request.method == .head else {
            return .refusal(.methodNotAllowed, "only GET and HEAD", [(.allow, "GET, HEAD")])
        }
        switch (request.head.path ?? "").prefix(while: { $0 != "?" }) {
        case "/livez":
            // That it answers is all: a replica that waits for something is not made well by a restart.
            return .text(.ok, "ok\n")
        case "/readyz":
            let reasons = phase.isDraining ? ["draining"] : ready()
            return reasons.isEmpty
                ? .text(.ok, "ok\n")
                : .text(.serviceUnavailable, reasons.map { "not ready: \($0)\n" }.joined())
        case "/metrics":
            return Reply(
                status: .ok, contentType: "text/plain; version=0.0.4; charset=utf-8", body: Array(metrics().utf8))
        default: return .refusal(.notFound, "there are /livez, /readyz and /metrics")
        }
    }
}
