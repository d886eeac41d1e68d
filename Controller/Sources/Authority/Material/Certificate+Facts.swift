import Crypto
import SwiftASN1
import X509

extension Certificate {
    /// SHA-256 of the DER bytes.
    var fingerprint: Fingerprint {
        var serializer = DER.Serializer()
        // What was read or made can be written; were it not so, an empty text would equal no other certificate's.
        guard (try? serializer.serialize(self)) != nil else { return Fingerprint("") }
        let digits = Array("0123456789abcdef")
        return Fingerprint(
            SHA256.hash(data: serializer.serializedBytes).reduce(into: "") { text, byte in
                text.append(digits[Int(byte >> 4)])
                text.append(digits[Int(byte & 0xF)])
            })
    }

    var validity: Authority.Validity {
        Authority.Validity(notBefore: Moment(notValidBefore), notAfter: Moment(notValidAfter))
    }

    /// The DNS names, in lower case; none when the extension is missing or broken.
    var hostNames: Set<String> {
        guard let names = try? extensions.subjectAlternativeNames else { return [] }
        return names.reduce(into: []) { set, name in
            if case .dnsName(let text) = name { set.insert(text.lowercased()) }
        }
    }

    /// Whether it may sign others: version 3, so said with basic constraints (RFC 5280, 4.2.1.9).
    var isAuthority: Bool {
        guard let constraints = try? extensions.basicConstraints, case .isCertificateAuthority = constraints else {
            return false
        }
        return true
    }

    /// Whether this one's key made the other's signature, and this one may.
    func signed(_ other: Certificate) -> Bool {
        isAuthority && other.issuer == subject && publicKey.isValidSignature(other.signature, for: other)
    }

    /// The CA, of those trusted, to which the certificates lead from the first one, through intermediate ones.
    static func root(of chain: [Certificate], among trusted: [Certificate]) -> Certificate? {
        guard var current = chain.first else { return nil }
        // Trusted itself, as a certificate of a self-signed issuer is.
        if trusted.contains(current) { return current }
        var rest = Array(chain.dropFirst())
        while true {
            if let root = trusted.first(where: { $0.signed(current) }) { return root }
            // Each is used once, so a circle ends.
            guard let next = rest.firstIndex(where: { $0.signed(current) }) else { return nil }
            current = rest.remove(at: next)
        }
    }
}
