import NIOSSL
import Synchronization

/// The certificate that the server shows, which can change while it serves.
///
/// A context is made once a change and each new connection takes the newest one; connections that stand keep theirs, so
/// that no request fails. That is why this is no `CertificateReloader`: it would be asked at every handshake, and a key
/// that does not fit would show only there.
public final class CertificateStore: Sendable {
    private let current = Mutex<NIOSSLContext?>(nil)
    private let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    /// A store without a certificate: the server waits for the first one.
    public init() {}

    /// Whether there is a certificate.
    public var isEmpty: Bool { current.withLock { $0 == nil } }

    /// Shows this certificate to connections from now on.
    ///
    /// `chainPEM` has the server's own certificate first, then those in between; `keyPEM` its private key. Throws when
    /// one cannot be read, or when they do not fit together; what was there stays then.
    public func update(chainPEM: [UInt8], keyPEM: [UInt8]) throws(CertificateError) {
        let chain: [NIOSSLCertificate]
        do { chain = try NIOSSLCertificate.fromPEMBytes(chainPEM) } catch { throw .unreadableChain }
        guard !chain.isEmpty else { throw .unreadableChain }
        let key: NIOSSLPrivateKey
        do { key = try NIOSSLPrivateKey(bytes: keyPEM, format: .pem) } catch { throw .unreadableKey }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        // HTTP/1.1 only: one request a connection at a time is all that the API server needs, and streams, windows and
        // resets of HTTP/2 are what an attacker could play with.
        configuration.applicationProtocols = ["http/1.1"]
        // The client may take its time with the end of TLS, but not the default of 5 s.
        configuration.shutdownTimeout = .seconds(1)
        let context: NIOSSLContext
        do { context = try NIOSSLContext(configuration: configuration) } catch { throw .mismatch }
        current.withLock { $0 = context }
        arrived.yield()
    }

    /// What a new connection takes.
    var context: NIOSSLContext? { current.withLock { $0 } }

    /// Returns when there is a certificate, or the task is cancelled. For one waiter.
    func firstArrival() async {
        guard isEmpty else { return }
        for await _ in arrivals { return }
    }
}
