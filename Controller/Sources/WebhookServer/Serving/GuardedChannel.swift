import HummingbirdCore
import Logging
import NIOCore
import NIOSSL

/// A connection: TLS with the certificate of now (or none), the guard of its time, HTTP/1.1.
struct GuardedChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    enum Refusal: Error { case tooMany, noCertificate }

    let http: HTTP1Channel
    /// `nil` for plain HTTP.
    let certificates: CertificateStore?
    let limits: ServerLimits
    let connections: OpenConnections
    let onRejection: @Sendable (Rejection) -> Void

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        // Closed rather than left in the queue: there the API server would wait out its time.
        guard connections.add(channel) else {
            onRejection(.connections)
            return refuse(channel, .tooMany)
        }
        do {
            if let certificates {
                guard let context = certificates.context else { return refuse(channel, .noCertificate) }
                try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
            }
            let timer = ConnectionTimer(limits: limits, isTLS: certificates != nil, at: .now())
            let onRejection = onRejection
            try channel.pipeline.syncOperations.addHandler(
                ConnectionGuard(timer) { phase in
                    if phase == .requesting || phase == .handshaking { onRejection(.slow) }
                })
        } catch {
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(error)
        }
        return http.setup(channel: channel, logger: logger)
    }

    func handle(value: Value, logger: Logger) async { await http.handle(value: value, logger: logger) }

    /// A connection whose setup fails is nobody's: it has to be closed here.
    private func refuse(_ channel: any Channel, _ refusal: Refusal) -> EventLoopFuture<Value> {
        channel.close(promise: nil)
        return channel.eventLoop.makeFailedFuture(refusal)
    }
}
