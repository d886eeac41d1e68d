import AsyncHTTPClient
import KubernetesAPI
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Carries requests to the API server over HTTP/1.1 and TLS.
///
/// A connection for each watch: one that is given up is closed, instead of a stream that somebody has to forget.
public final class HTTPTransport: APITransport {
    private let client: HTTPClient
    private let url: String
    private let token: TokenFile?
    private let agent: String

    /// A transport for an address. Call ``shutdown()`` at the end. Throws when the certificates cannot be read.
    public init(_ address: ClusterAddress, agent: String) throws(APIFailure) {
        url = address.url
        self.agent = agent
        token = address.tokenFile.map { path in TokenFile { FileBytes.read(path) } }
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(5)
        configuration.connectionPool.idleTimeout = .seconds(50)
        // Each watch has a connection for itself: with the usual eight, other requests would wait for ever.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        // The client's own retries would hide what was tried from whoever counts.
        configuration.connectionPool.retryConnectionEstablishment = false
        if let path = address.certificateFile {
            do {
                var tls = TLSConfiguration.makeClientConfiguration()
                tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(path))
                configuration.tlsConfiguration = tls
            } catch {
                throw .transport("\(path) has no certificates that can be read")
            }
        }
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes the connections.
    public func shutdown() async { try? await client.shutdown() }

    /// Sends a request and waits for the whole answer.
    public func send(_ request: APIRequest) async throws(APIFailure) -> APIResponse {
        do {
            // The client's own deadline ends with the head of an answer.
            return try await withThrowingTaskGroup(of: APIResponse.self) { group in
                group.addTask {
                    let answer = try await self.execute(request)
                    return try await HTTPTransport.whole(answer, request)
                }
                group.addTask {
                    try await Task.sleep(for: request.timeout)
                    throw APIFailure.timedOut(HTTPTransport.waited(request))
                }
                defer { group.cancelAll() }
                guard let answer = try await group.next() else { throw APIFailure.cancelled }
                return answer
            }
        } catch {
            throw HTTPTransport.failure(error)
        }
    }

    /// Hands on the body of an answer as it comes.
    public func stream(
        _ request: APIRequest, onChunk: @Sendable ([UInt8]) async throws(APIFailure) -> Void
    ) async throws(APIFailure) -> APIResponse {
        do {
            let answer = try await execute(request)
            guard (200..<300).contains(answer.status.code) else {
                return try await HTTPTransport.whole(answer, request)
            }
            for try await chunk in answer.body { try await onChunk(Array(chunk.readableBytesView)) }
            // A cancelled iteration ends as if the body had ended.
            try Task.checkCancellation()
            return APIResponse(status: Int(answer.status.code))
        } catch {
            throw HTTPTransport.failure(error)
        }
    }

    private func execute(_ request: APIRequest) async throws -> HTTPClientResponse {
        var message = HTTPClientRequest(url: url + request.target)
        message.method = HTTPMethod(rawValue: request.method.rawValue)
        message.headers.add(name: "Accept", value: request.accept)
        message.headers.add(name: "User-Agent", value: agent)
        if let token {
            guard let text = token.token(now: .now) else { throw APIFailure.unauthorized("there is no token to send") }
            message.headers.add(name: "Authorization", value: "Bearer " + text)
        }
        if let type = request.contentType {
            message.headers.add(name: "Content-Type", value: type)
            message.body = .bytes(request.body)
        }
        let (seconds, attoseconds) = request.timeout.components
        let answer = try await client.execute(
            message, timeout: .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000))
        if answer.status == .unauthorized { token?.refuse() }
        return answer
    }

    private static func whole(_ answer: HTTPClientResponse, _ request: APIRequest) async throws -> APIResponse {
        var body: [UInt8] = []
        for try await chunk in answer.body {
            guard body.count + chunk.readableBytes <= request.answerLimit else {
                throw APIFailure.tooLarge("the answer has more than \(request.answerLimit) bytes")
            }
            body += chunk.readableBytesView
        }
        try Task.checkCancellation()
        return APIResponse(
            status: Int(answer.status.code), retryAfter: answer.headers.first(name: "Retry-After"), body: body)
    }

    private static func waited(_ request: APIRequest) -> String { "waited \(request.timeout.components.seconds) s" }

    /// What is said names the kind of failure only: an error's text might have more in it than a log may show.
    private static func failure(_ error: any Error) -> APIFailure {
        switch error {
        case let failure as APIFailure: return failure
        case is CancellationError: return .cancelled
        case let error as HTTPClientError:
            switch error {
            case .cancelled: return .cancelled
            case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
                return .unreachable(error.shortDescription)
            case .deadlineExceeded, .readTimeout, .writeTimeout: return .timedOut(error.shortDescription)
            default: return .transport(error.shortDescription)
            }
        case let error as IOError where error.errnoCode == 111: return .unreachable("connection refused")
        case is NIOConnectionError: return .unreachable("no connection")
        case let error as NIOSSLError: return .unreachable("TLS: \(error)")
        default: return .transport("\(type(of: error))")
        }
    }
}
