/// What a handler answers to one request.
public struct WebhookAnswer: Sendable {
    /// What was decided, for the metrics. Its values become labels: take them from a fixed set, never from the request.
    public struct Outcome: Sendable, Hashable {
        /// The kind that was asked about, such as `Pod`.
        public var kind: String
        /// Whether the object was let in.
        public var isAllowed: Bool
        /// Whether it was changed.
        public var isPatched: Bool

        /// A decision.
        public init(kind: String, isAllowed: Bool, isPatched: Bool) {
            self.kind = kind
            self.isAllowed = isAllowed
            self.isPatched = isPatched
        }
    }

    /// The HTTP status: 200 with a review, 400 when the body was none.
    public var status: Int
    /// The body, JSON text.
    public var body: [UInt8]
    /// What was decided; `nil` when the body was no review, which counts as rejected for `malformed`.
    public var outcome: Outcome?

    /// An answer.
    public init(status: Int = 200, body: [UInt8], outcome: Outcome?) {
        self.status = status
        self.body = body
        self.outcome = outcome
    }
}
