import Testing

@Suite(.servers, .enabled(if: Installed.has("haproxy"), "haproxy is not installed"))
struct HAProxyTests {
    let folder: TestFolder
    let port: UInt16

    init() throws {
        folder = try TestFolder()
        port = try FreePort.next()
    }

    private func start(_ mode: String, _ server: UInt16) throws -> RealServer {
        try folder.write(
            "haproxy.cfg",
            """
            global
                nbthread 1
            defaults
                timeout connect 5s
                timeout client 60s
                timeout server 60s
            listen front
                mode \(mode)
                bind 127.0.0.1:\(port)
                server one 127.0.0.1:\(server) check inter 20ms fall 1 rise 1

            """)
        return try RealServer("haproxy", ["-db", "-f", folder.file("haproxy.cfg")], in: folder)
    }

    /// It accepts, and closes when it finds no server.
    @Test func streamWithoutAServer() throws {
        let server = try TestServer(listens: false)
        let target = "tcp://127.0.0.1:\(port)"
        // Until its first check fails it hopes for the server.
        let watch = try Watch(target, ["--stable", "20"])
        try watch.sees("connection refused (127.0.0.1:")
        let proxy = try start("tcp", server.port)
        try watch.sees("the connection was accepted and closed at once (127.0.0.1:\(port))")
        try server.listen()
        try watch.endsReady()
        try Watch.end(of: target) { proxy.stop() }
        #expect(server.requests.isEmpty)
    }

    @Test func pagesWithoutAServer() throws {
        let server = try TestServer(.answer([response("200 OK")]), listens: false)
        let target = "http://127.0.0.1:\(port)/"
        let watch = try Watch.beforeTheServer(target)
        let proxy = try start("http", server.port)
        try watch.sees("HTTP 503 Service Unavailable")
        try server.listen()
        try watch.endsReady()
        try Watch.end(of: target) { proxy.stop() }
        #expect(!server.requests.isEmpty)
    }
}
