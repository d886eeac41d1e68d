import Foundation
import Testing

@Suite(.servers, .enabled(if: Installed.has("mariadbd"), "mariadb-server is not installed"))
struct MySQLTests {
    @Test func refusedFullReadyAndGone() throws {
        let folder = try TestFolder()
        let port = try FreePort.next()
        let target = "mysql://127.0.0.1:\(port)"
        let watch = try Watch.beforeTheServer(target)
        try FileManager.default.createDirectory(atPath: folder.file("data"), withIntermediateDirectories: false)
        // Without tables of users it serves whoever comes; it refuses root unless told so.
        let server = try RealServer(
            "mariadbd",
            [
                "--no-defaults", "--datadir=\(folder.file("data"))", "--skip-grant-tables", "--bind-address=127.0.0.1",
                "--port=\(port)", "--socket=\(folder.file("s"))", "--innodb-buffer-pool-size=8M",
                "--innodb-log-file-size=4M", "--max-connections=10", "--connect-timeout=60",
            ] + (geteuid() == 0 ? ["--user=root"] : []), in: folder)
        try watch.endsReady()

        // One more than it was told, for an administrator.
        var connections: [HeldConnection] = []
        for _ in 0..<11 { connections.append(try .answered(port, "", by: "mysql_native_password")) }
        let full = try Watch(target)
        try full.sees("the server refuses the connection: Too many connections (1040)")
        connections.removeLast().close()
        try full.endsReady()
        for connection in connections { connection.close() }

        try Watch.silent(target, server)
        try Watch.end(of: target) { server.stop() }
    }
}
