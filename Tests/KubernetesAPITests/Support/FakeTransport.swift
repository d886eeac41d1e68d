import Synchronization

@testable import KubernetesAPI

/// A server in the test's hands; keeps what it was asked.
final class FakeTransport: APITransport {
    typealias Chunk = @Sendable ([UInt8]) async throws(APIFailure) -> Void

    private let asked = Mutex<[APIRequest]>([])
    private let onSend: @Sendable (APIRequest, Int) async throws(APIFailure) -> APIResponse
    private let onStream: @Sendable (APIRequest, Int, Chunk) async throws(APIFailure) -> APIResponse

    /// The answers get the request, and how many came before it.
    init(
        send: @escaping @Sendable (APIRequest, Int) async throws(APIFailure) -> APIResponse = { _, _ in
            APIResponse(status: 404)
        },
        stream: @escaping @Sendable (APIRequest, Int, Chunk) async throws(APIFailure) -> APIResponse = { _, _, _ in
            APIResponse(status: 404)
        }
    ) {
        onSend = send
        onStream = stream
    }

    var requests: [APIRequest] { asked.withLock { $0 } }

    func send(_ request: APIRequest) async throws(APIFailure) -> APIResponse {
        try await onSend(request, note(request))
    }

    func stream(
        _ request: APIRequest, onChunk: @Sendable ([UInt8]) async throws(APIFailure) -> Void
    ) async throws(APIFailure) -> APIResponse {
        let count = note(request)
        return try await withoutActuallyEscaping(onChunk) { (chunk) async throws(APIFailure) in
            try await onStream(request, count, chunk)
        }
    }

    private func note(_ request: APIRequest) -> Int {
        asked.withLock { asked in
            asked.append(request)
            return asked.count - 1
        }
    }

    /// Never returns by itself.
    static func hang() async throws(APIFailure) -> APIResponse {
        for await _ in AsyncStream<Never>.makeStream().stream {}
        throw .cancelled
    }
}

extension APIResponse {
    /// An answer with a text.
    static func ok(_ text: String) -> APIResponse { APIResponse(status: 200, body: Array(text.utf8)) }
}
