import Crypto
import Foundation
import NIOSSL
import X509

/// A certificate that signs itself, made for one test.
struct TestCertificate {
    static let serverName = "holdfast-controller.holdfast-system.svc"
    let chainPEM: [UInt8]
    let keyPEM: [UInt8]

    init() throws {
        let key = P256.Signing.PrivateKey()
        let name = try DistinguishedName { CommonName(TestCertificate.serverName) }
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: .init(key.publicKey), notValidBefore: .now - 60,
            notValidAfter: .now + 3600, issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try .init {
                SubjectAlternativeNames([.dnsName(TestCertificate.serverName)])
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
            }, issuerPrivateKey: .init(key))
        chainPEM = Array(try certificate.serializeAsPEM().pemString.utf8)
        keyPEM = Array(key.pemRepresentation.utf8)
    }

    /// A client that trusts these, and only these.
    static func client(_ trusted: [TestCertificate]) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates(
            try trusted.flatMap { try NIOSSLCertificate.fromPEMBytes($0.chainPEM) })
        configuration.shutdownTimeout = .milliseconds(100)
        return try NIOSSLContext(configuration: configuration)
    }
}
