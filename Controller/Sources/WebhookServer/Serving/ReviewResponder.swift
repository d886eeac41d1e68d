import CAllocator
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix

/// Answers the webhooks' requests: takes what is a review, refuses the rest.
struct ReviewResponder: Sendable {
    let limits: ServerLimits
    let mutate: WebhookServer.Handler
    let validate: WebhookServer.AskingHandler
    let metrics: WebhookMetrics
    let phase: ServingPhase
    let requests: Allowance
    let memory: Allowance
    /// Not the event loops, nor the tasks' threads: a large review would hold up all others, and `/livez`.
    let pool: NIOThreadPool
    /// One thread for those that are large.
    let largePool: NIOThreadPool
    let logger: Logger

    func respond(_ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        // Made once: Hummingbird takes a second iterator of a body for a programmer's fault.
        var chunks = request.body.makeAsyncIterator()
        guard requests.take(1) else {
            return try await refuse(.requests, &chunks, writer, channel)
        }
        metrics.inFlight.increment()
        defer {
            requests.give(1)
            metrics.inFlight.decrement()
        }
        // The API server adds a query (`?timeout=5s`).
        let path = (request.head.path ?? "").prefix { $0 != "?" }
        let timers: WebhookMetrics.Timers
        switch path {
        case "/mutate": timers = metrics.mutate
        case "/validate": timers = metrics.validate
        default: return try await refuse(.path, &chunks, writer, channel)
        }
        guard request.method == .post else { return try await refuse(.method, &chunks, writer, channel) }
        guard ReviewResponder.isJSON(request.headers) else {
            return try await refuse(.contentType, &chunks, writer, channel)
        }
        // Refused before a byte of it is read.
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limits.body {
            return try await refuse(.size, &chunks, writer, channel)
        }
        if request.headers[.expect]?.lowercased() == "100-continue" {
            try await writer.writeInformationalHead(HTTPResponse(status: .continue))
        }
        var body: [UInt8] = []
        defer { memory.give(body.count) }
        do {
            while let chunk = try await chunks.next() {
                let size = chunk.readableBytes
                guard body.count + size <= limits.body else {
                    return try await refuse(.size, &chunks, writer, channel)
                }
                guard memory.take(size) else { return try await refuse(.memory, &chunks, writer, channel) }
                body.append(contentsOf: chunk.readableBytesView)
            }
        } catch let error where !(error is Reply.End) {
            metrics.count(.aborted)
            throw error
        }
        let read = NIODeadline.now()
        metrics.received(body.count)
        let answer = path == "/mutate" ? try await mutated(body) : await validated(body)
        metrics.answered(answer)
        let reply = Reply(
            status: .init(code: answer.status), contentType: "application/json", body: answer.body,
            // Endpoints keep a connection that stands: only its end makes the API server go to another replica.
            closes: phase.isDraining)
        try await reply.send(writer)
        timers.whole.recordNanoseconds((NIODeadline.now() - read).nanoseconds)
        if reply.closes { throw Reply.End() }
    }

    private func mutated(_ body: [UInt8]) async throws -> WebhookAnswer {
        let isLarge = body.count >= limits.large
        return try await (isLarge ? largePool : pool).runIfActive { [mutate, metrics] in
            defer { if isLarge { holdfast_trim_allocator() } }
            let start = NIODeadline.now()
            let answer = mutate(body)
            metrics.mutate.compute.recordNanoseconds((NIODeadline.now() - start).nanoseconds)
            return answer
        }
    }

    private func validated(_ body: [UInt8]) async -> WebhookAnswer {
        let start = NIODeadline.now()
        let answer = await validate(body)
        metrics.validate.compute.recordNanoseconds((NIODeadline.now() - start).nanoseconds)
        return answer
    }

    static func isJSON(_ headers: HTTPFields) -> Bool {
        guard let type = headers[.contentType] else { return false }
        let media = type.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
        return media == "application/json" && (headers[.contentEncoding] ?? "identity") == "identity"
    }

    private func refuse(
        _ rejection: Rejection, _ chunks: inout RequestBody.AsyncIterator, _ writer: consuming ResponseWriter,
        _ channel: any Channel
    ) async throws {
        metrics.count(rejection)
        logger.debug(
            "request refused",
            metadata: ["reason": "\(rejection.rawValue)", "client": "\(channel.remoteAddress?.description ?? "")"])
        let reply: Reply =
            switch rejection {
            case .path: .refusal(.notFound, "the webhooks are /mutate and /validate")
            case .method: .refusal(.methodNotAllowed, "webhooks take POST", [(.allow, "POST")])
            case .contentType: .refusal(.unsupportedMediaType, "webhooks take application/json")
            case .size: .refusal(.contentTooLarge, "webhooks take \(limits.body) bytes at most")
            default: .refusal(.serviceUnavailable, "too many requests at a time", [(.retryAfter, "1")])
            }
        try await reply.send(writer)
        // The client reads its refusal only when it may send the rest; the guard sees to it that this is short.
        try? await channel.triggerUserOutboundEvent(ConnectionGuard.Closing()).get()
        while try await chunks.next() != nil {}
        throw Reply.End()
    }
}
