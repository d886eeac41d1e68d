/// Carries requests to the API server and answers back: the only part that knows the server's address, its certificate and
/// the account's token.
///
/// Whoever implements it sends the token with each request, reads it anew when its file changes (tokens of an hour) and
/// after a 401, and sends nothing of it into a failure's text. Any status is an answer, not a failure. When the calling
/// task is cancelled, the request ends at once with ``APIFailure/cancelled``.
public protocol APITransport: Sendable {
    /// Sends a request and waits for the whole answer, for `request.timeout` at most.
    ///
    /// Throws what has to do with the way there: ``APIFailure/unreachable(_:)`` only if nothing can have been carried out,
    /// else ``APIFailure/transport(_:)``; ``APIFailure/timedOut(_:)``; ``APIFailure/tooLarge(_:)`` beyond
    /// `request.answerLimit`; ``APIFailure/cancelled``.
    func send(_ request: APIRequest) async throws(APIFailure) -> APIResponse

    /// Sends a request and hands on the body of its answer as it comes, if the status is one of success: any pieces, in
    /// order, one after the other. Returns when the body has ended, with an empty body; with any other status, returns the
    /// whole answer as ``send(_:)`` does.
    ///
    /// No timeout holds after the head of the answer: the caller cancels what is silent for too long. What `onChunk`
    /// throws ends the request, and is thrown on.
    func stream(
        _ request: APIRequest, onChunk: @Sendable ([UInt8]) async throws(APIFailure) -> Void
    ) async throws(APIFailure) -> APIResponse
}
