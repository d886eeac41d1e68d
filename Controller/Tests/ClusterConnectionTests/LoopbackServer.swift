import NIOCore
import NIOHTTP1
import NIOPosix

/// A server on loopback that answers paths with "watch" by a head and a first line, and then never ends; `/slow` never;
/// everything else with what it was asked.
final class LoopbackServer: Sendable {
    private let channel: any Channel

    init() async throws {
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.pipeline.configureHTTPServerPipeline().flatMap {
                    channel.pipeline.addHandler(Answering())
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    var url: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)" }

    func stop() async { try? await channel.close() }

    private final class Answering: ChannelInboundHandler, Sendable {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .head(let request) = unwrapInboundIn(data), request.uri != "/slow" else { return }
            var head = HTTPResponseHead(version: .http1_1, status: request.uri == "/busy" ? .tooManyRequests : .ok)
            head.headers.add(name: "Retry-After", value: "7")
            let isWatch = request.uri.contains("watch")
            let text = isWatch ? "{}\n" : request.headers["Authorization"].first ?? request.uri
            if !isWatch { head.headers.add(name: "Content-Length", value: String(text.utf8.count)) }
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
            if !isWatch { context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil) }
        }
    }
}
