import Foundation
import Testing

@Suite(.servers, .enabled(if: Installed.has("postgres", "initdb"), "postgresql is not installed"))
struct PostgresTests {
    static let owner = "postgres"

    let folder: TestFolder
    let port: UInt16

    init() throws {
        folder = try TestFolder()
        port = try FreePort.next()
        try folder.give(to: Self.owner)
        try RealServer.run(
            "initdb", ["-N", "--no-locale", "-E", "UTF8", "-A", "trust", "-U", "postgres", "-D", data],
            as: Self.owner)
    }

    private var data: String { folder.file("data") }
    private var target: String { "postgres://127.0.0.1:\(port)" }

    private func write(_ name: String, _ text: String = "") throws {
        try folder.write("data/" + name, text)
        try folder.give("data/" + name, to: Self.owner)
    }

    private func start(_ settings: String...) throws -> RealServer {
        let common = [
            "listen_addresses=127.0.0.1", "port=\(port)", "unix_socket_directories=", "shared_buffers=1MB", "fsync=off",
            "autovacuum=off", "logging_collector=off",
        ]
        // Killed, it would leave its shared memory behind.
        return try RealServer(
            "postgres", ["-D", data] + (common + settings).flatMap { ["-c", $0] }, in: folder, as: Self.owner,
            stopSignal: SIGQUIT)
    }

    /// A session, as a client has one.
    private func session() throws -> HeldConnection {
        let body = "\0\u{3}\0\0user\0postgres\0database\0postgres\0\0"
        return try HeldConnection.answered(
            port, "\0\0\0" + String(UnicodeScalar(UInt8(body.utf8.count + 4))) + body, by: "Z\0\0\0\u{5}I")
    }

    @Test func startsUpAndShutsDown() throws {
        let watch = try Watch.beforeTheServer(target)
        try write("recovery.signal")
        // Ready is the primary only: told to stop between the standby and the primary, PostgreSQL 15 may not stop.
        let server = try start("hot_standby=off", "restore_command=until [ -e go ]; do sleep 0.01; done; false")
        try watch.sees("the database system is starting up (57P03)")
        try write("go")
        try watch.endsReady()

        // A smart shutdown waits for the sessions that there are and lets no other in.
        let session = try session()
        try Watch.end(of: target) { server.send(SIGTERM) }
        let end = try Watch(target)
        try end.sees("the database system is shutting down (57P03)")
        session.close()
        try end.sees("connection refused")
    }

    @Test func standbyThatServesNobody() throws {
        let watch = try Watch.beforeTheServer(target)
        try write("standby.signal")
        let server = try start("hot_standby=off")
        try watch.sees("the database system is not accepting connections (57P03)")
        try write("promote")
        server.send(SIGUSR1)
        try watch.endsReady()
        try Watch.silent(target, server)
        try Watch.end(of: target) { server.stop() }
    }

    @Test func isFull() throws {
        _ = try start("max_connections=2", "superuser_reserved_connections=0", "max_wal_senders=0")
        let sessions = [try session(), try session()]
        let watch = try Watch(target)
        try watch.sees("sorry, too many clients already (53300)")
        sessions[0].close()
        try watch.endsReady()
        sessions[1].close()
    }

    /// Whoever is asked for a password, or told to go, has been heard.
    @Test(arguments: ["scram-sha-256", "md5", "reject"])
    func judgesWhoComes(_ method: String) throws {
        try write("pg_hba.conf", "host all all 127.0.0.1/32 \(method)\n")
        let watch = try Watch.beforeTheServer(target + "/nothing#user=nobody")
        _ = try start()
        try watch.endsReady()
    }

    @Test(.needsTLS) func speaksTLS() throws {
        let certificates = try Certificates(in: folder)
        let other = try Certificates(in: folder, named: "other")
        let pair = try certificates.make("server", for: "localhost")
        for name in ["server.pem", "server.key"] { try folder.give(name, to: Self.owner, mode: 0o600) }
        let watch = try Watch.beforeTheServer(target + "#tls=verify&ca=\(certificates.authority)&server-name=localhost")
        _ = try start("ssl=on", "ssl_cert_file=\(pair.certificate)", "ssl_key_file=\(pair.key)")
        try watch.endsReady()
        // As libpq: without a CA nothing is verified, unless that is asked for.
        for mode in ["disable", "prefer", "require"] { try Watch.ready(target + "#tls=\(mode)") }
        let untrusted = "is not signed by a trusted CA"
        try Watch.unready(target + "#tls=verify", "the certificate of 127.0.0.1 \(untrusted)")
        try Watch.unready(target + "#tls=require&ca=\(other.authority)", untrusted)
        try Watch.unready(target + "#tls=verify", untrusted, "--ca-file", other.authority)
        try Watch.unready(
            target + "#tls=verify", "the certificate of 127.0.0.1 is for another name", "--ca-file",
            certificates.authority)
        // A CA for all targets is a CA for this one.
        try Watch.unready(target + "#tls=require", untrusted, "--ca-file", other.authority)
        try Watch.ready(target + "#tls=require&insecure&ca=\(other.authority)")
    }

    @Test(.needsTLS) func hasNoTLS() throws {
        _ = try start()
        try Watch(target + "#tls=prefer").endsReady()
        try Watch.unready(target + "#tls=require", "it does not offer TLS")
    }
}
