/// The answer to a health check as far as it has come, and what it means.
///
/// As for any gRPC client, the call has only succeeded once the trailers say so: SERVING alone is not enough.
struct GRPCAnswer: Sendable {
    /// A `HealthCheckResponse` has 2 bytes; this many are read, in bytes.
    static var messageLimit: Int { 4096 }

    let service: String
    private(set) var hasHead = false
    private var httpStatus = 0
    private var contentType: ArraySlice<UInt8> = []
    private var status: ArraySlice<UInt8>?
    private var message: ArraySlice<UInt8> = []
    private var body: [UInt8] = []

    init(service: String) {
        self.service = service
    }

    /// Takes the headers or, after them, the trailers. A reason is why the target is not ready.
    mutating func add(_ fields: [HPACKField], isEnd: Bool) -> String? {
        for field in fields {
            if field.isNamed(":status"), !hasHead { httpStatus = max(0, Self.number(field.value)) }
            if field.isNamed("content-type") { contentType = field.value }
            if field.isNamed("grpc-status") { status = field.value }
            if field.isNamed("grpc-message") { message = field.value }
        }
        guard !hasHead else { return nil }
        // An interim response is followed by the real one.
        if httpStatus >= 100, httpStatus < 200, !isEnd { return nil }
        hasHead = true
        if httpStatus == 0 { return "the server's answer has no HTTP status" }
        if httpStatus != 200 {
            // A proxy's error may carry a status of gRPC too, which says more.
            let shown = "HTTP \(httpStatus)"
            guard let status, Self.number(status) != 0 else { return "the server answers " + shown }
            return statusText + " (" + shown + ")"
        }
        if !ResolverText.equal(contentType.prefix(16), "application/grpc"), status == nil {
            return "not a gRPC server: its answer is of the type " + ShownText.quoted(contentType, limit: 40)
        }
        return nil
    }

    /// Takes a piece of the body. A reason is why the target is not ready.
    mutating func add(_ data: ArraySlice<UInt8>) -> String? {
        if body.count + data.count > Self.messageLimit { return "the answer is larger than 4 KiB" }
        body += data
        return nil
    }

    /// The verdict once the server has ended its answer.
    var verdict: Verdict {
        guard let status else { return .notReady("the server ended its answer without a gRPC status") }
        guard Self.number(status) == 0 else { return .notReady(statusText) }
        var reader = ByteReader(body[...])
        guard let flags = reader.byte() else { return .notReady("the server's answer is empty") }
        if flags == 1 { return .notReady("the server's answer is compressed, which was not asked for") }
        guard flags == 0, let length = reader.bigEndian(4), length == reader.count,
            let health = GRPCHealthMessage.status(reader.rest)
        else { return .notReady("the server's answer is malformed") }
        if health == 1 { return .ready }
        let subject = service.utf8.isEmpty ? "the server" : "service " + ShownText.quoted(Array(service.utf8)[...])
        let name = NameList.text(
            Int(clamping: health),
            of: """
                UNKNOWN
                SERVING
                NOT_SERVING
                SERVICE_UNKNOWN
                """, otherwise: "in the unknown state")
        return .notReady(subject + " is " + name)
    }

    /// A number without sign; -1 where it is none.
    @inline(never)
    private static func number(_ text: ArraySlice<UInt8>) -> Int {
        Int(clamping: ASCII.number(text) ?? -1)
    }

    /// What `grpc-status` and `grpc-message` say.
    private var statusText: String {
        let code = Self.number(status ?? [])
        var text: String
        switch code {
        case 5 where service.utf8.isEmpty: text = "the server has no health status for itself as a whole (NOT_FOUND)"
        case 5: text = "the server does not know service " + ShownText.quoted(Array(service.utf8)[...])
        case 12: text = "the server has no gRPC health service (UNIMPLEMENTED)"
        case ..<0: text = "the server's gRPC status is malformed"
        default:
            text =
                "the server answers "
                + NameList.text(
                    code,
                    of: """
                        OK
                        CANCELLED
                        UNKNOWN
                        INVALID_ARGUMENT
                        DEADLINE_EXCEEDED
                        NOT_FOUND
                        ALREADY_EXISTS
                        PERMISSION_DENIED
                        RESOURCE_EXHAUSTED
                        FAILED_PRECONDITION
                        ABORTED
                        OUT_OF_RANGE
                        UNIMPLEMENTED
                        INTERNAL
                        UNAVAILABLE
                        DATA_LOSS
                        UNAUTHENTICATED
                        """, otherwise: "gRPC status")
        }
        // A text whose escapes are wrong is still worth showing (gRPC over HTTP2, "Status-Message").
        let shown = PercentCoding.decode(message).map { $0[...] } ?? message
        if !shown.isEmpty { text += ": " + ShownText.plain(shown, limit: 160) }
        return text
    }
}
