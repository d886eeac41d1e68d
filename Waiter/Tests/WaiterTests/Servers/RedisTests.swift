import Testing

@Suite(.servers, .enabled(if: Installed.has("redis-server", "redis-cli"), "redis-server is not installed"))
struct RedisTests {
    let folder: TestFolder
    let port: UInt16

    init() throws {
        folder = try TestFolder()
        port = try FreePort.next()
    }

    private var target: String { "redis://127.0.0.1:\(port)" }

    private func start(_ options: String...) throws -> RealServer {
        let common = ["--bind", "127.0.0.1", "--port", String(port), "--dir", folder.path]
        return try RealServer("redis-server", common + options, in: folder)
    }

    private func ask(_ words: String...) throws {
        try Installed.run("redis-cli", ["-e", "-h", "127.0.0.1", "-p", String(port)] + words)
    }

    @Test func loadsItsData() throws {
        let first = try start("--enable-debug-command", "yes")
        try Watch(target).endsReady()
        try ask("DEBUG", "POPULATE", "2000")
        try ask("SAVE")
        first.stop()

        let watch = try Watch.beforeTheServer(target)
        // So many microseconds a key: it loads until it is told to hurry.
        let server = try start("--key-load-delay", "5000", "--loading-process-events-interval-bytes", "1024")
        try watch.sees("it is still loading its data (LOADING Redis is loading the dataset in memory)")
        try Watch.ready("tcp://127.0.0.1:\(port)")
        try ask("CONFIG", "SET", "key-load-delay", "0")
        try watch.endsReady()
        try Watch.end(of: target) { server.stop() }
    }

    @Test func replicaWithoutItsMaster() throws {
        let watch = try Watch.beforeTheServer(target)
        let master = try FreePort.next()
        let server = try start("--replicaof", "127.0.0.1 \(master)", "--replica-serve-stale-data", "no")
        try watch.sees("it is a replica without its master (MASTERDOWN Link with MASTER is down")
        try ask("REPLICAOF", "NO", "ONE")
        try watch.endsReady()
        try Watch.silent(target, server)
    }

    @Test func asksForAPassword() throws {
        let watch = try Watch.beforeTheServer(target)
        _ = try start("--requirepass", "secret")
        try watch.endsReady()
    }

    @Test func isFull() throws {
        _ = try start("--maxclients", "1")
        let other = try HeldConnection.answered(port, "PING\r\n", by: "+PONG\r\n")
        let watch = try Watch(target)
        try watch.sees("it answered with an error (ERR max number of clients reached)")
        other.close()
        try watch.endsReady()
    }

    @Test(.needsTLS) func speaksTLS() throws {
        let certificates = try Certificates(in: folder)
        let server = try certificates.make("server", for: "localhost")
        let secure = try FreePort.next()
        let target = "rediss://localhost:\(secure)"
        let watch = try Watch(target, ["--ca-file", certificates.authority])
        try watch.sees("connection refused (")
        _ = try start(
            "--tls-port", String(secure), "--tls-cert-file", server.certificate, "--tls-key-file", server.key,
            "--tls-ca-cert-file", certificates.authority, "--tls-auth-clients", "no")
        try watch.endsReady()
        try Watch.ready("redis://localhost:\(secure)#tls&ca=\(certificates.authority)")
        try Watch.unready(target, "the certificate of localhost is not signed by a trusted CA")
        try Watch.unready("redis://127.0.0.1:\(secure)", "the server closed the connection before it answered")
        // It takes a ClientHello for the beginning of a command.
        let plain = "rediss://127.0.0.1:\(port)"
        try Watch.unready(plain, "no end of the TLS handshake", "--insecure", "--attempt-timeout", "100ms")
    }
}
