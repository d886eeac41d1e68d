import Testing

@Suite(.servers, .enabled(if: Installed.has("nats-server"), "nats-server is not installed"))
struct NATSTests {
    let folder: TestFolder
    let port: UInt16

    init() throws {
        folder = try TestFolder()
        port = try FreePort.next()
    }

    private var target: String { "nats://127.0.0.1:\(port)" }

    private func start(_ configuration: String = "", _ options: String...) throws -> RealServer {
        try folder.write("nats.conf", configuration)
        let common = ["-a", "127.0.0.1", "-p", String(port), "-c", folder.file("nats.conf")]
        return try RealServer("nats-server", common + options, in: folder)
    }

    @Test func refusedSilentReadyAndGone() throws {
        let watch = try Watch.beforeTheServer(target)
        let server = try start()
        try watch.endsReady()
        try Watch.silent(target, server)
        try Watch.end(of: target) { server.stop() }
    }

    @Test func isFull() throws {
        _ = try start("max_connections: 1\n")
        let other = try HeldConnection.answered(port, "CONNECT {}\r\nPING\r\n", by: "PONG")
        let full = try Watch(target)
        try full.sees("it answered with an error ('maximum connections exceeded')")
        other.close()
        try full.endsReady()
    }

    @Test func asksForALogin() throws {
        let watch = try Watch.beforeTheServer(target)
        _ = try start("authorization { user: a, password: b }\n")
        try watch.endsReady()
    }

    @Test(.needsTLS) func speaksTLS() throws {
        let certificates = try Certificates(in: folder)
        let pair = try certificates.make("server", for: "127.0.0.1")
        let watch = try Watch.beforeTheServer(target, "--ca-file", certificates.authority)
        _ = try start("", "--tls", "--tlscert", pair.certificate, "--tlskey", pair.key)
        // Its INFO asks for TLS; the scheme need not.
        try watch.endsReady()
        try Watch.unready(target, "the certificate of 127.0.0.1 is not signed by a trusted CA")
        try Watch.ready(target + "#insecure")
    }
}
