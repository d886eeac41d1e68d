import Crypto
import SwiftASN1
import X509

/// A CA that signs what the webhooks serve: its certificate and its private key.
struct CertificateAuthority {
    /// Subject and issuer of every CA made here; which one is told by the key identifiers.
    static let commonName = "holdfast-webhook-ca"

    var certificate: Certificate
    var key: Certificate.PrivateKey

    /// A CA from its parts, as they were read.
    init(certificate: Certificate, key: Certificate.PrivateKey) {
        self.certificate = certificate
        self.key = key
    }

    /// Makes a key (P-256) and a certificate signed by itself that may sign leaves and nothing below them.
    init(
        life: Int64, backdating: Int64, now: Moment, using generator: inout some RandomNumberGenerator
    ) throws(MaterialFault) {
        do {
            let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
            let name = try DistinguishedName { CommonName(Self.commonName) }
            let identifier = SubjectKeyIdentifier(hash: key.publicKey)
            let certificate = try Certificate(
                version: .v3, serialNumber: .random(using: &generator), publicKey: key.publicKey,
                notValidBefore: (now - backdating).date, notValidAfter: (now + life).date, issuer: name, subject: name,
                signatureAlgorithm: .ecdsaWithSHA256,
                extensions: Certificate.Extensions {
                    Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                    Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                    identifier
                }, issuerPrivateKey: key)
            self.init(certificate: certificate, key: key)
        } catch {
            throw MaterialFault(.authority, "cannot make a CA: \(error)")
        }
    }

    /// Makes a key (P-256) and a certificate for a TLS server with these DNS names. It ends with its CA at the latest.
    func makeLeaf(
        names: ServingNames, life: Int64, backdating: Int64, now: Moment,
        using generator: inout some RandomNumberGenerator
    ) throws(MaterialFault) -> (certificate: Certificate, key: Certificate.PrivateKey) {
        do {
            let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
            let end = min(now + life, Moment(certificate.notValidAfter))
            // Before its CA a certificate is of no use, and some verifiers say so.
            let start = max(now - backdating, Moment(certificate.notValidBefore))
            let identifier =
                try certificate.extensions.subjectKeyIdentifier?.keyIdentifier
                ?? SubjectKeyIdentifier(hash: certificate.publicKey).keyIdentifier
            let leaf = try Certificate(
                version: .v3, serialNumber: .random(using: &generator), publicKey: key.publicKey,
                notValidBefore: start.date, notValidAfter: end.date, issuer: certificate.subject,
                // 64 characters are the most a common name may have (RFC 5280, A.1, ub-common-name), which a long
                // namespace exceeds; nobody reads it for a host name any more.
                subject: DistinguishedName { CommonName("holdfast-controller") },
                signatureAlgorithm: .ecdsaWithSHA256,
                extensions: Certificate.Extensions {
                    Critical(BasicConstraints.notCertificateAuthority)
                    Critical(KeyUsage(digitalSignature: true))
                    try ExtendedKeyUsage([.serverAuth])
                    SubjectAlternativeNames(names.all.map { GeneralName.dnsName($0) })
                    AuthorityKeyIdentifier(keyIdentifier: identifier)
                }, issuerPrivateKey: self.key)
            return (leaf, key)
        } catch {
            throw MaterialFault(.certificate, "cannot make a serving certificate: \(error)")
        }
    }
}
