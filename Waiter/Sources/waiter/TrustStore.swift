import CPosix
import CTLS
import Probing

/// The certificates of this wait, read once for all attempts that need the same.
final class TrustStore {
    /// Why there is no TLS session, in words for a user.
    struct Failure: Error {
        var reason: String
    }

    private struct Entry {
        var options: TLSOptions
        var trust: OpaquePointer
        /// What the files were like when they were read: they are rotated, or written while one waits.
        var stamp: Int64
    }

    /// Where distributions keep their CA certificates, as Go's crypto/x509/root_linux.go looks for them.
    private static let places = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
        "/etc/pki/tls/cacert.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem",
    ]
    private static let sizeLimit = 8 << 20

    private let common: TLSOptions
    private var entries: [Entry] = []

    /// `common` is what targets take that say nothing themselves.
    init(common: TLSOptions) {
        self.common = common
    }

    /// A session with a server.
    func session(for server: ServerEndpoint) throws(Failure) -> OpaquePointer {
        let options = server.tls.merged(over: common)
        let trust = try trust(for: options)
        let host = options.serverName ?? server.host
        let opened: OpaquePointer? = host.withCString { host in
            guard let name = server.question.applicationProtocol else {
                return tls_open(trust, host, !options.isInsecure, nil)
            }
            // The session keeps the pointer: the only protocol that is asked for lives as long as the program.
            return tls_open(trust, host, !options.isInsecure, name.utf8.elementsEqual("h2".utf8) ? tls_h2 : nil)
        }
        guard let opened else { throw Failure(reason: "there is no memory for TLS") }
        return opened
    }

    private func trust(for options: TLSOptions) throws(Failure) -> OpaquePointer {
        let stamp = stamp(of: options)
        // A trust that is out of date stays: sessions may use it, and files do not change often.
        for entry in entries where entry.stamp == stamp && entry.options.hasSameFiles(as: options) {
            return entry.trust
        }
        guard tls_is_built() else {
            throw Failure(reason: "this waiter was built without TLS (make waiter builds it with TLS)")
        }
        guard let trust = tls_trust_new() else { throw Failure(reason: "TLS cannot be set up") }
        do throws(Failure) {
            try addAuthorities(options, to: trust)
            try addIdentity(options, to: trust)
        } catch {
            tls_trust_free(trust)
            throw error
        }
        entries.append(Entry(options: options, trust: trust, stamp: stamp))
        return trust
    }

    private func stamp(of options: TLSOptions) -> Int64 {
        var stamp: Int64 = 0
        var files = [options.authorities, options.certificate, options.key].compactMap { $0 }
        if let directory = options.authorityDirectory {
            for name in System.names(in: directory) { files.append(directory + "/" + name) }
        }
        if options.authorities == nil, options.authorityDirectory == nil {
            files += System.variable("SSL_CERT_FILE").map { [$0] } ?? TrustStore.places
        }
        for file in files { stamp = stamp &* 31 &+ file.withCString { px_file_stamp($0) } }
        return stamp
    }

    private func addAuthorities(_ options: TLSOptions, to trust: OpaquePointer) throws(Failure) {
        if options.isInsecure { return }
        if let path = options.authorities {
            guard add(path, to: trust) > 0 else { throw Failure(reason: "there is no CA certificate in " + path) }
        }
        if let directory = options.authorityDirectory {
            var count = 0
            for name in System.names(in: directory) { count += add(directory + "/" + name, to: trust) }
            guard count > 0 else { throw Failure(reason: "there is no CA certificate in " + directory) }
        }
        guard options.authorities == nil, options.authorityDirectory == nil else { return }
        if let path = System.variable("SSL_CERT_FILE"), !path.isEmpty {
            guard add(path, to: trust) > 0 else { throw Failure(reason: "there is no CA certificate in " + path) }
            return
        }
        for place in TrustStore.places where add(place, to: trust) > 0 { return }
        throw Failure(reason: "no CA certificates are installed here: name them with --ca-file or #ca=FILE")
    }

    private func addIdentity(_ options: TLSOptions, to trust: OpaquePointer) throws(Failure) {
        guard let certificate = options.certificate, let key = options.key else { return }
        guard let chain = System.read(certificate, limit: TrustStore.sizeLimit) else {
            throw Failure(reason: "the client certificate cannot be read: " + certificate)
        }
        guard let secret = System.read(key, limit: TrustStore.sizeLimit) else {
            throw Failure(reason: "the client's key cannot be read: " + key)
        }
        let result = chain.withUnsafeBufferPointer { chain in
            secret.withUnsafeBufferPointer { secret in
                tls_trust_identity(
                    trust, chain.baseAddress, Int64(chain.count), secret.baseAddress, Int64(secret.count))
            }
        }
        switch result {
        case 0: return
        case -1: throw Failure(reason: "there is no certificate in " + certificate)
        case -2: throw Failure(reason: "there is no unencrypted key in " + key)
        default: throw Failure(reason: "the key in " + key + " is not that of the certificate in " + certificate)
        }
    }

    private func add(_ path: String, to trust: OpaquePointer) -> Int {
        guard let bytes = System.read(path, limit: TrustStore.sizeLimit) else { return 0 }
        return Int(bytes.withUnsafeBufferPointer { tls_trust_add(trust, $0.baseAddress, Int64($0.count)) })
    }
}
