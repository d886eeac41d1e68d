/// Why a text is no review that can be answered. The server says so with 400: without a `uid` there is no answer that the
/// API server would take.
public struct AdmissionError: Error, Equatable, Sendable {
    /// What is wrong, for the log of the API server; names nothing of the object.
    public var message: String

    /// A fault of the request.
    public init(_ message: String) {
        self.message = message
    }
}
