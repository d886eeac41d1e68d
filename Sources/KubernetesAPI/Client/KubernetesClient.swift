import Manifests

/// Asks the API server. Objects are values as they come; requests that may be are sent again (``RetryPolicy``).
///
/// All calls throw ``APIFailure``, and ``APIFailure/cancelled`` as soon as the task is cancelled.
public struct KubernetesClient<Transport: APITransport>: Sendable {
    /// The way to the server.
    public let transport: Transport
    /// Time and chance for pauses.
    public let timing: APITiming
    /// When a request is sent again.
    public var retries = RetryPolicy()
    /// Who writes, as `metadata.managedFields` shows it.
    public var fieldManager: String

    /// A client.
    public init(_ transport: Transport, timing: APITiming = .system, fieldManager: String = "holdfast-controller") {
        self.transport = transport
        self.timing = timing
        self.fieldManager = fieldManager
    }

    /// The same without retries.
    public var withoutRetries: KubernetesClient {
        var client = self
        client.retries = .none
        return client
    }

    /// Sends a request, again where the policy says so, and gives the body of the answer.
    public func send(_ request: APIRequest) async throws(APIFailure) -> [UInt8] {
        var attempt = 1
        while true {
            let failure: APIFailure
            do throws(APIFailure) {
                return try await once(request)
            } catch {
                failure = error
            }
            guard
                let pause = retries.pause(
                    after: failure, attempt: attempt, isRead: request.isRead, random: timing.random())
            else { throw failure }
            do { try await timing.sleep(pause) } catch { throw .cancelled }
            attempt += 1
        }
    }

    private func once(_ request: APIRequest) async throws(APIFailure) -> [UInt8] {
        if Task.isCancelled { throw .cancelled }
        let response = try await transport.send(request)
        guard response.isSuccess else { throw APIStatus(response).failure }
        return response.body
    }

    /// Sends a request whose answer is an object.
    func object(_ request: APIRequest) async throws(APIFailure) -> Value {
        Value(try AnswerReader.root(try await send(request), limit: request.answerLimit))
    }
}
