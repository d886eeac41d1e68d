/// What the API server is asked, without who asks: the transport knows the server's address and the account's token, so
/// that a request can be shown to anyone.
public struct APIRequest: Hashable, Sendable {
    /// What is done.
    public enum Method: String, Sendable {
        /// Reads; may be repeated freely.
        case get = "GET"
        /// Creates.
        case post = "POST"
        /// Takes the place of what is there.
        case put = "PUT"
        /// Changes a part.
        case patch = "PATCH"
        /// Deletes.
        case delete = "DELETE"
    }

    /// A parameter of the address.
    public struct Parameter: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Its value, as it is meant: ``APIRequest/target`` encodes it.
        public var value: String

        /// A parameter.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What is done.
    public var method: Method
    /// Begins with a slash; its parts are percent-encoded already.
    public var path: String
    /// What follows the path.
    public var query: [Parameter]
    /// The header `Accept`.
    public var accept: String
    /// The header `Content-Type`; `nil` without a body.
    public var contentType: String?
    /// The body; empty for none.
    public var body: [UInt8]
    /// How long the whole exchange may take; for a stream, only up to the head of its answer.
    public var timeout: Duration
    /// The largest body of an answer in bytes; a stream's chunks do not count. Beyond it: ``APIFailure/tooLarge(_:)``.
    public var answerLimit: Int

    /// The timeout of those that do not say.
    public static let usualTimeout = Duration.seconds(15)
    /// The limit of those that do not say: ten objects of the largest size that the API server takes (3 MiB,
    /// apiserver `MaxRequestBodyBytes`).
    public static let usualAnswerLimit = 32 << 20

    /// A request.
    public init(
        _ method: Method, path: String, query: [Parameter] = [], accept: String = MediaType.json,
        contentType: String? = nil, body: [UInt8] = [], timeout: Duration = APIRequest.usualTimeout,
        answerLimit: Int = APIRequest.usualAnswerLimit
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.accept = accept
        self.contentType = contentType
        self.body = body
        self.timeout = timeout
        self.answerLimit = answerLimit
    }

    /// Path and query as they stand on the request's first line.
    public var target: String {
        guard !query.isEmpty else { return path }
        return path + "?"
            + query.map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }
            .joined(separator: "&")
    }

    /// Whether it changes nothing, so that it may be sent again when nobody knows what became of it.
    public var isRead: Bool { method == .get }
}
