import Manifests

/// A `Status`: what the API server says when it refuses (meta/v1 `Status`).
public struct APIStatus: Hashable, Sendable {
    /// The code of HTTP; 0 when it says none.
    public var code: Int
    /// One word, such as `AlreadyExists`.
    public var reason: String
    /// What people read.
    public var message: String
    /// `details.retryAfterSeconds`; `nil` when it says none.
    public var retryAfterSeconds: Int?

    /// What a node says. Anything it does not say stays empty.
    public init(_ node: Node?) {
        code = AnswerReader.int(node, "code") ?? 0
        reason = AnswerReader.text(node, "reason") ?? ""
        message = AnswerReader.text(node, "message") ?? ""
        retryAfterSeconds = AnswerReader.int(node?["details"], "retryAfterSeconds")
    }

    /// What an answer says. Proxies on the way answer in plain text, which becomes the message.
    public init(_ response: APIResponse) {
        let limit = APIStatus.bodyLimit
        let root = response.body.count <= limit ? try? AnswerReader.root(response.body, limit: limit) : nil
        let isStatus = AnswerReader.text(root, "kind") == "Status"
        self.init(isStatus ? root : nil)
        // The line of the answer counts, whatever the body says.
        code = response.status
        if !isStatus { message = SafeText.of(String(decoding: response.body.prefix(limit), as: UTF8.self)) }
        if let header = response.retryAfter, let seconds = APIStatus.seconds(header) { retryAfterSeconds = seconds }
    }

    /// Statuses are short; a refusal that lists many faults has some thousand bytes.
    private static let bodyLimit = 1 << 20

    /// What it means for whoever asked.
    public var failure: APIFailure {
        let message = SafeText.of(message.isEmpty ? reason : message)
        switch code {
        case 401: return .unauthorized(message)
        case 403: return .forbidden(message)
        case 404: return .notFound(message)
        case 409: return reason == "AlreadyExists" ? .alreadyExists(message) : .conflict(message)
        case 410: return .gone(message)
        case 413: return .tooLarge(message)
        case 429: return .overloaded(retryAfter: .seconds(wait ?? 1), message)
        case 408, 504: return .timedOut(message)
        case 400..<500: return .invalid(code: code, message)
        case 500...:
            // 503 without it may come from anyone on the way; nobody has said then that nothing was carried out.
            guard let wait else { return .server(code: code, message) }
            return .overloaded(retryAfter: .seconds(wait), message)
        default: return .unreadable("a status of code \(code)")
        }
    }

    /// Never below nothing, never more than an hour: nobody waits longer on a server's word.
    private var wait: Int? { retryAfterSeconds.map { min(max($0, 0), 3600) } }

    /// `Retry-After` in seconds (RFC 9110, section 10.2.3). The API server never sends its other form, a date.
    private static func seconds(_ header: String) -> Int? {
        let digits = header.utf8.filter { $0 != UInt8(ascii: " ") }
        guard !digits.isEmpty, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        return Int(String(decoding: digits, as: UTF8.self)) ?? 3600
    }
}
