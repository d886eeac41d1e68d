import Foundation
import Testing

/// A CA of its own and certificates of it, made by openssl.
final class Certificates {
    /// The files of a certificate and its key.
    struct Pair {
        var certificate: String
        var key: String
    }

    private let folder: TestFolder
    private let issuer: Pair

    /// The CA's certificate.
    var authority: String { issuer.certificate }

    /// Makes a CA, one that signs itself or one that another has signed.
    init(in folder: TestFolder, named name: String = "ca", by other: Certificates? = nil) throws {
        self.folder = folder
        issuer = Pair(certificate: folder.file("\(name).pem"), key: folder.file("\(name).key"))
        let extensions = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
        try Self.makeKey(issuer.key, "prime256v1")
        try sign(issuer, name, by: other?.issuer, subject: name, extensions: extensions, days: 30)
    }

    /// A certificate for a name or an address. One whose days are negative has expired.
    func make(_ file: String, for host: String, days: Int = 30, curve: String? = "prime256v1") throws -> Pair {
        let pair = Pair(certificate: folder.file("\(file).pem"), key: folder.file("\(file).key"))
        try Self.makeKey(pair.key, curve)
        let isAddress = host.allSatisfy { $0.isNumber || $0 == "." }
        let extensions = "subjectAltName=\(isAddress ? "IP" : "DNS"):\(host)\n"
        try sign(pair, file, by: issuer, subject: host, extensions: extensions, days: days)
        return pair
    }

    private func sign(
        _ pair: Pair, _ file: String, by issuer: Pair?, subject: String, extensions: String, days: Int
    ) throws {
        let request = folder.file("\(file).csr")
        try Installed.run("openssl", ["req", "-new", "-key", pair.key, "-out", request, "-subj", "/CN=\(subject)"])
        try folder.write("\(file).ext", extensions)
        let signer =
            issuer.map { ["-CA", $0.certificate, "-CAkey", $0.key, "-CAcreateserial"] } ?? ["-signkey", pair.key]
        try Installed.run(
            "openssl",
            [
                "x509", "-req", "-in", request, "-out", pair.certificate, "-days", String(days), "-extfile",
                folder.file("\(file).ext"),
            ] + signer)
    }

    private static func makeKey(_ path: String, _ curve: String?) throws {
        let kind =
            curve.map { ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:\($0)"] }
            ?? ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]
        try Installed.run("openssl", ["genpkey", "-quiet", "-out", path] + kind)
        // Servers that give up root read it too; it guards nothing.
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    }
}

extension Trait where Self == ConditionTrait {
    /// The test needs the static program, the only one with TLS, and openssl to make certificates.
    static var needsTLS: Self {
        .enabled(
            if: Executable.isStatic && Installed.has("openssl"),
            "TLS needs the static waiter (WAITER_UNDER_TEST) and openssl")
    }
}
