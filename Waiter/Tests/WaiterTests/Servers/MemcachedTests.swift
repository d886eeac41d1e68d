import Foundation
import Testing

@Suite(.servers, .enabled(if: Installed.has("memcached"), "memcached is not installed"))
struct MemcachedTests {
    @Test func refusedFullReadyAndGone() throws {
        let folder = try TestFolder()
        let port = try FreePort.next()
        let target = "memcached://127.0.0.1:\(port)"
        let watch = try Watch.beforeTheServer(target)
        let server = try RealServer(
            "memcached",
            ["-U", "0", "-l", "127.0.0.1", "-p", String(port), "-t", "1", "-c", "32"]
                + (geteuid() == 0 ? ["-u", "root"] : []), in: folder)
        try watch.endsReady()

        // It counts its own descriptors too: how many clients fit is its affair.
        var connections: [HeldConnection] = []
        for _ in 0..<32 {
            guard let connection = try HeldConnection.heard(port, "version\r\n", "VERSION") else { break }
            connections.append(connection)
        }
        try #require(connections.count > 0 && connections.count < 32)
        let full = try Watch(target, ["--attempt-timeout", "200ms"])
        // Short of descriptors rather than connections it takes none for a while.
        try full.sees("it answered with an error (ERROR Too many open connections)", or: "no connection (127.0.0.1:")
        for connection in connections { connection.close() }
        try full.endsReady()

        try Watch.silent(target, server)
        try Watch.end(of: target) { server.stop() }
    }
}
