import NIOCore
import NIOPosix
import NIOSSL

/// A client that sends what a test wants, byte by byte if need be.
struct Wire {
    struct Answer {
        var status: Int
        var head: String
        var body: String
    }

    var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    var buffered = ""

    /// Connects, with TLS if there is a context, and closes after `body`.
    static func open<Result: Sendable>(
        _ port: Int, _ tls: NIOSSLContext? = nil, _ body: (inout Wire) async throws -> Result
    ) async throws -> Result {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLClientHandler(context: tls, serverHostname: TestCertificate.serverName))
                    }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var wire = Wire(inbound: inbound.makeAsyncIterator(), outbound: outbound)
            return try await body(&wire)
        }
    }

    func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

    /// A whole request.
    func post(_ path: String, _ body: String, _ more: String = "") async throws {
        try await send(
            "POST \(path) HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
                + "content-length: \(body.utf8.count)\r\n\(more)\r\n\(body)")
    }

    /// The next answer; `nil` when the server has closed.
    mutating func answer() async throws -> Answer? {
        while true {
            if let end = buffered.range(of: "\r\n\r\n") {
                let head = String(buffered[..<end.lowerBound]).lowercased()
                let length =
                    head.split(separator: "\r\n").compactMap { line in
                        line.hasPrefix("content-length:") ? Int(line.split(separator: " ").last ?? "") : nil
                    }.first ?? 0
                let body = buffered[end.upperBound...]
                if body.utf8.count >= length {
                    buffered = String(body.dropFirst(length))
                    return Answer(
                        status: Int(head.split(separator: " ")[1]) ?? 0, head: head, body: String(body.prefix(length)))
                }
            }
            guard let more = try? await inbound.next() else { return nil }
            buffered += String(buffer: more)
        }
    }
}

extension String {
    fileprivate func range(of text: String) -> Range<Index>? {
        firstRange(of: text)
    }
}
