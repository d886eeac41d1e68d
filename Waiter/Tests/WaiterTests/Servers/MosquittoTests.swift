import Testing

@Suite(.servers, .enabled(if: Installed.has("mosquitto"), "mosquitto is not installed"))
struct MosquittoTests {
    let folder: TestFolder
    let port: UInt16

    init() throws {
        folder = try TestFolder()
        port = try FreePort.next()
    }

    private var target: String { "mqtt://127.0.0.1:\(port)" }

    private func start(_ configuration: String) throws -> RealServer {
        try folder.write("mosquitto.conf", "user root\nlistener \(port) 127.0.0.1\n\(configuration)\n")
        return try RealServer("mosquitto", ["-c", folder.file("mosquitto.conf")], in: folder)
    }

    @Test func refusedSilentReadyAndGone() throws {
        let watch = try Watch.beforeTheServer(target)
        let server = try start("allow_anonymous true")
        try watch.endsReady()
        try Watch.silent(target, server)
        try Watch.end(of: target) { server.stop() }
    }

    @Test func isFull() throws {
        _ = try start("allow_anonymous true\nmax_connections 1")
        // CONNECT with the identifier "ab", and its CONNACK.
        let connect = "\u{10}\u{E}\0\u{4}MQTT\u{4}\u{2}\0\u{3C}\0\u{2}ab"
        let other = try HeldConnection.answered(port, connect, by: " \u{2}\0\0")
        let full = try Watch(target)
        try full.sees("the server closed the connection before it answered")
        other.close()
        try full.endsReady()
    }

    @Test func asksForALogin() throws {
        let watch = try Watch.beforeTheServer(target)
        _ = try start("allow_anonymous false")
        try watch.endsReady()
    }

    @Test(.needsTLS) func speaksTLS() throws {
        let certificates = try Certificates(in: folder)
        let pair = try certificates.make("server", for: "127.0.0.1")
        let watch = try Watch.beforeTheServer(target + "#tls&ca=\(certificates.authority)")
        let server = try start("allow_anonymous true\ncertfile \(pair.certificate)\nkeyfile \(pair.key)")
        try watch.endsReady()
        try Watch.unready(target + "#tls", "the certificate of 127.0.0.1 is not signed by a trusted CA")
        try Watch.ready(target + "#tls&insecure")
        try Watch.unready(target, "the server closed the connection before it answered")
        try Watch.silent(target + "#tls&insecure", server, phase: "no end of the TLS handshake")
    }
}
