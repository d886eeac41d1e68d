/// What the API server answered.
public struct APIResponse: Hashable, Sendable {
    /// The status code.
    public var status: Int
    /// The header `Retry-After` as it came.
    public var retryAfter: String?
    /// The body; empty for a stream that succeeded.
    public var body: [UInt8]

    /// An answer.
    public init(status: Int, retryAfter: String? = nil, body: [UInt8] = []) {
        self.status = status
        self.retryAfter = retryAfter
        self.body = body
    }

    /// Whether it is a success.
    public var isSuccess: Bool { (200..<300).contains(status) }
}
