import Crypto
import SwiftASN1
import X509

/// PEM texts to certificates and keys, and back.
enum PEM {
    /// All certificates of a text, at least one.
    static func certificates(_ bytes: [UInt8], of key: SecretKey) throws(MaterialFault) -> [Certificate] {
        guard !bytes.isEmpty else { throw MaterialFault(key, "is missing or empty") }
        var certificates: [Certificate] = []
        for document in try documents(bytes, of: key) {
            let place = "PEM block \(certificates.count + 1)"
            guard document.discriminator == Certificate.defaultPEMDiscriminator else {
                throw MaterialFault(key, "\(place) is a \(document.discriminator), not a CERTIFICATE")
            }
            do {
                certificates.append(try Certificate(pemDocument: document))
            } catch {
                throw MaterialFault(key, "\(place) is no certificate: \(error)")
            }
        }
        guard !certificates.isEmpty else { throw MaterialFault(key, "has no PEM block") }
        return certificates
    }

    /// The one private key of a text.
    static func privateKey(_ bytes: [UInt8], of key: SecretKey) throws(MaterialFault) -> Certificate.PrivateKey {
        guard !bytes.isEmpty else { throw MaterialFault(key, "is missing or empty") }
        // OpenSSL writes the curve in a block of its own before the key.
        let documents = try documents(bytes, of: key).filter { $0.discriminator != "EC PARAMETERS" }
        guard documents.count == 1, let document = documents.first else {
            throw MaterialFault(key, "has \(documents.count) PEM blocks instead of one private key")
        }
        guard document.discriminator.hasSuffix("PRIVATE KEY") else {
            throw MaterialFault(key, "is a \(document.discriminator), not a PRIVATE KEY")
        }
        do {
            return try Certificate.PrivateKey(pemDocument: document)
        } catch {
            // The error's text could quote what it read.
            throw MaterialFault(
                key, "is no private key that can be used", cure: "use an ECDSA, RSA or Ed25519 key without a password")
        }
    }

    private static func documents(_ bytes: [UInt8], of key: SecretKey) throws(MaterialFault) -> [PEMDocument] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw MaterialFault(key, "is not text, so no PEM")
        }
        do {
            return try PEMDocument.parseMultiple(pemString: text)
        } catch {
            throw MaterialFault(key, "is not PEM")
        }
    }

    /// Certificates one after another, each with a line end.
    static func text(_ certificates: [Certificate], of key: SecretKey) throws(MaterialFault) -> [UInt8] {
        var text: [UInt8] = []
        for certificate in certificates {
            do {
                text += Array(try certificate.serializeAsPEM().pemString.utf8) + [UInt8(ascii: "\n")]
            } catch {
                throw MaterialFault(key, "cannot be written: \(error)")
            }
        }
        return text
    }

    /// A private key in PKCS #8.
    static func text(_ privateKey: Certificate.PrivateKey, of key: SecretKey) throws(MaterialFault) -> [UInt8] {
        do {
            return Array(try privateKey.serializeAsPEM().pemString.utf8) + [UInt8(ascii: "\n")]
        } catch {
            throw MaterialFault(key, "the private key cannot be written")
        }
    }
}
