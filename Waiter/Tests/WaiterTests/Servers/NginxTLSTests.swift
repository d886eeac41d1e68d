import Foundation
import Testing

@Suite(.servers, .enabled(if: Nginx.isInstalled, "nginx is not installed"), .needsTLS)
struct NginxTLSTests {
    let folder: TestFolder
    let certificates: Certificates
    let port: UInt16

    init() throws {
        folder = try TestFolder()
        certificates = try Certificates(in: folder)
        port = try FreePort.next()
    }

    private var target: String { "https://127.0.0.1:\(port)" }
    private var trust: String { "ca=\(certificates.authority)" }

    private func server(_ port: UInt16, _ pair: Certificates.Pair, _ more: String = "return 200;") -> String {
        """
        server {
            listen 127.0.0.1:\(port) ssl;
            ssl_certificate \(pair.certificate);
            ssl_certificate_key \(pair.key);
            \(more)
        }

        """
    }

    @Test func unavailableUntilItIsNot() throws {
        let pair = try certificates.make("server", for: "127.0.0.1")
        let watch = try Watch.beforeTheServer(target, "--ca-file", certificates.authority)
        let more = "location / { if (!-f \(folder.file("up"))) { return 503; } return 200; }"
        let server = try Nginx.start(server(port, pair, more), in: folder)
        try watch.sees("HTTP 503 Service Temporarily Unavailable")
        try folder.write("up", "")
        try watch.endsReady()
        try Watch.silent(target + "#\(trust)", server, phase: "no end of the TLS handshake")
        try Watch.end(of: target + "#\(trust)") { server.stop() }
    }

    /// More sessions side by side than mbedTLS has places for keys by default.
    @Test func manyAtOnce() throws {
        let pair = try certificates.make("server", for: "127.0.0.1")
        let server = try Nginx.start(server(port, pair), in: folder)
        try Watch(target + "#\(trust)").endsReady()
        let result = try WaiterProcess(
            ["wait", "--attempts", "1", "--ca-file", certificates.authority] + (1...16).map { "\(target)/\($0)" }
        ).finish()
        #expect(result.code == 0, "\(result.errors)")
        server.stop()
    }

    /// Certificates are rotated, or put right, while one waits.
    @Test func authoritiesAreReadAgainWhenTheyChange() throws {
        let pair = try certificates.make("server", for: "127.0.0.1")
        _ = try Certificates(in: folder, named: "other")
        try FileManager.default.copyItem(atPath: folder.file("other.pem"), toPath: folder.file("trusted.pem"))
        let server = try Nginx.start(server(port, pair), in: folder)
        let waiter = try WaiterProcess(["wait", "--ca-file", folder.file("trusted.pem"), target])
        try waiter.awaitError("is not signed by a trusted CA")
        try FileManager.default.copyItem(atPath: certificates.authority, toPath: folder.file("new.pem"))
        #expect(rename(folder.file("new.pem"), folder.file("trusted.pem")) == 0)
        #expect(try waiter.finish().code == 0)
        server.stop()
    }

    /// A name that ends in a dot goes around the search list; the certificate is for the name without.
    @Test func aNameMayEndInADot() throws {
        let pair = try certificates.make("server", for: "localhost")
        let server = try Nginx.start(server(port, pair), in: folder)
        try Watch("https://localhost:\(port)#\(trust)").endsReady()
        let result = try runWaiter(
            "wait", "--attempts", "1", "--ca-file", certificates.authority, "https://localhost.:\(port)/")
        #expect(result.code == 0, "\(result.errors)")
        server.stop()
    }

    @Test func whoIsTrusted() throws {
        let pair = try certificates.make("server", for: "127.0.0.1")
        let other = try Certificates(in: folder, named: "other")
        try folder.make("authorities")
        for name in ["other.pem", "ca.pem"] {
            try FileManager.default.copyItem(atPath: folder.file(name), toPath: folder.file("authorities/\(name)"))
        }
        try folder.write("authorities/README", "not a certificate\n")
        _ = try Nginx.start(server(port, pair), in: folder)
        try Watch(target + "#\(trust)").endsReady()
        try Watch.ready(target, "--ca-dir", folder.file("authorities"))
        try Watch.ready(target, environment: ["SSL_CERT_FILE": certificates.authority])
        try Watch.ready(target + "#insecure")
        try Watch.ready(target, "--insecure")
        let untrusted = "the certificate of 127.0.0.1 is not signed by a trusted CA (127.0.0.1:\(port))"
        try Watch.unready(target, untrusted)
        try Watch.unready(target, untrusted, "--ca-file", other.authority)
        // What the target says counts more than what everything says.
        try Watch.ready(target + "#\(trust)", "--ca-file", other.authority)
        try Watch.unready(target + "#ca=\(other.authority)", untrusted, "--ca-file", certificates.authority)
        try Watch.unready(target + "#ca=/does/not/exist", "there is no CA certificate in /does/not/exist")
    }

    @Test func chainOfAnIntermediate() throws {
        let intermediate = try Certificates(in: folder, named: "between", by: certificates)
        let pair = try intermediate.make("server", for: "127.0.0.1", curve: "secp384r1")
        let chain = try #require(folder.text("server.pem")) + #require(folder.text("between.pem"))
        try folder.write("chain.pem", chain)
        let short = try FreePort.next()
        let whole = Certificates.Pair(certificate: folder.file("chain.pem"), key: pair.key)
        _ = try Nginx.start(server(port, whole) + server(short, pair), in: folder)
        try Watch(target + "#\(trust)").endsReady()
        try Watch.unready("https://127.0.0.1:\(short)#\(trust)", "is not signed by a trusted CA")
    }

    @Test func names() throws {
        let pair = try certificates.make("server", for: "db.test")
        _ = try Nginx.start(server(port, pair), in: folder)
        try Watch(target + "#\(trust)&server-name=db.test").endsReady()
        try Watch.unready(target + "#\(trust)", "the certificate of 127.0.0.1 is for another name")
        let name = "https://db.test:\(port)#\(trust)"
        let other = "https://other.test:\(port)#\(trust)"
        try Watch.ready(name, "--resolve", "db.test=127.0.0.1")
        try Watch.unready(
            other, "the certificate of other.test is for another name", "--resolve", "other.test=127.0.0.1")
        try Watch.ready(other, "--resolve", "other.test=127.0.0.1", "--server-name", "db.test")
        try Watch.ready(other + "&insecure", "--resolve", "other.test=127.0.0.1")
    }

    @Test func expired() throws {
        let pair = try certificates.make("server", for: "127.0.0.1", days: -1)
        _ = try Nginx.start(server(port, pair), in: folder)
        try Watch(target + "#\(trust)&insecure").endsReady()
        try Watch.unready(target + "#\(trust)", "the certificate of 127.0.0.1 has expired")
    }

    @Test(arguments: ["TLSv1.2", "TLSv1.3"])
    func clientCertificates(_ version: String) throws {
        let pair = try certificates.make("server", for: "127.0.0.1")
        let own = try certificates.make("own", for: "waiter")
        let other = try certificates.make("rsa", for: "waiter", curve: nil)
        let strange = try Certificates(in: folder, named: "other").make("strange", for: "waiter")
        _ = try Nginx.start(
            server(
                port, pair,
                """
                ssl_protocols \(version);
                ssl_client_certificate \(certificates.authority);
                ssl_verify_client on;
                return 200;
                """), in: folder)
        try Watch(target + "#\(trust)&cert=\(own.certificate)&key=\(own.key)").endsReady()
        try Watch.ready(target + "#\(trust)", "--client-cert", own.certificate, "--client-key", own.key)
        try Watch.ready(target + "#\(trust)&cert=\(other.certificate)&key=\(other.key)")
        // nginx finishes the handshake and refuses in HTTP.
        try Watch.unready(target + "#\(trust)", "HTTP 400 Bad Request")
        try Watch.unready(target + "#\(trust)&cert=\(strange.certificate)&key=\(strange.key)", "HTTP 400 Bad Request")
        try Watch.unready(
            target + "#\(trust)&cert=\(own.certificate)&key=\(strange.key)",
            "the key in \(strange.key) is not that of the certificate in \(own.certificate)")
    }

    /// Every version and kind of key that servers have. A server that prefers its own order signs with RSA-PSS where it
    /// may, in TLS 1.2 too.
    @Test(arguments: ["TLSv1.2", "TLSv1.3"], ["off", "on"])
    func versionsAndKeys(_ version: String, _ preference: String) throws {
        let kinds: [String?] = [nil, "prime256v1", "secp384r1"]
        var servers = ""
        var ports: [UInt16] = []
        for (index, curve) in kinds.enumerated() {
            let pair = try certificates.make("server\(index)", for: "127.0.0.1", curve: curve)
            ports.append(try FreePort.next())
            let settings = "ssl_protocols \(version); ssl_prefer_server_ciphers \(preference);"
            servers += server(ports[index], pair, settings + " return 200 $ssl_protocol;")
        }
        _ = try Nginx.start(servers, in: folder)
        for port in ports { try Watch("https://127.0.0.1:\(port)#\(trust)&body=\(version)").endsReady() }
    }

    @Test func whatIsNotTLS() throws {
        let pair = try certificates.make("server", for: "127.0.0.1")
        let (old, plain) = (try FreePort.next(), try FreePort.next())
        _ = try Nginx.start(
            server(port, pair)
                + server(old, pair, "ssl_protocols TLSv1.1; ssl_ciphers DEFAULT@SECLEVEL=0; return 200;")
                + "server { listen 127.0.0.1:\(plain); location / { return 302 https://127.0.0.1:\(port)/; } }",
            in: folder)
        try Watch(target + "#\(trust)").endsReady()
        try Watch.unready(
            "https://127.0.0.1:\(plain)#\(trust)", "the server does not speak TLS on this port (127.0.0.1:\(plain))")
        try Watch.unready("https://127.0.0.1:\(old)#\(trust)", "TLS")
        try Watch.unready("http://127.0.0.1:\(port)", "HTTP 400 Bad Request")
        // A redirect to TLS on the same host is followed.
        try Watch.ready("http://127.0.0.1:\(plain)#\(trust)")
        try Watch.unready("http://127.0.0.1:\(plain)", "is not signed by a trusted CA")
    }
}
