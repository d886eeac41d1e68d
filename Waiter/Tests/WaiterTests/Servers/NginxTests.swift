import Foundation
import Testing

@Suite(.servers, .enabled(if: Nginx.isInstalled, "nginx is not installed"))
struct NginxTests {
    let folder: TestFolder
    let port: UInt16

    init() throws {
        folder = try TestFolder()
        port = try FreePort.next()
    }

    private var target: String { "http://127.0.0.1:\(port)" }

    private func start(_ locations: String) throws -> RealServer {
        try Nginx.start("server { listen 127.0.0.1:\(port); root \(folder.path); \(locations) }", in: folder)
    }

    @Test func unavailableUntilItIsNot() throws {
        let watch = try Watch.beforeTheServer(target + "/health")
        let server = try start("location = /health { if (!-f \(folder.file("up"))) { return 503; } return 204; }")
        try watch.sees("HTTP 503 Service Temporarily Unavailable")
        try folder.write("up", "")
        try watch.endsReady()
        try Watch.silent(target + "/health", server)
        try Watch.end(of: target + "/health") { try FileManager.default.removeItem(atPath: folder.file("up")) }
        let gone = try Watch(target + "/health")
        try gone.sees("HTTP 503")
        server.stop()
        try gone.sees("connection refused")
    }

    @Test func redirects() throws {
        let other = try FreePort.next()
        let server = try Nginx.start(
            """
            server {
                listen 127.0.0.1:\(port);
                location = /relative { absolute_redirect off; return 302 /end; }
                location = /absolute { return 301 /end; }
                location = /port { return 307 http://127.0.0.1:\(other)/end; }
                location = /dead { return 308 /gone; }
                location = /loop { return 302 /loop; }
                location = /away { return 302 http://127.0.0.2:9/end; }
                location = /end { return 200 "the end"; }
            }
            server { listen 127.0.0.1:\(other); location = /end { return 200 "the end"; } }
            """, in: folder)
        try Watch(target + "/end").endsReady()
        for path in ["relative", "absolute", "port"] { try Watch.ready(target + "/\(path)#body=the%20end") }
        try Watch.unready(target + "/dead", "HTTP 404 Not Found")
        try Watch.unready(target + "/loop", "redirects")
        // As the kubelet: what another host says is not this one's affair, and the redirect itself is an answer.
        try Watch.ready(target + "/away")
        try Watch.ready(target + "/loop#status=302")
        try Watch.unready(target + "/absolute#status=200", "HTTP 301 Moved Permanently")
        server.stop()
    }

    /// nginx does not know the length of what it puts together, and sends it in chunks.
    @Test func chunks() throws {
        let line = String(repeating: "x", count: 8191) + "\n"
        try folder.write("part", String(repeating: line, count: 16) + "ready\n")
        try folder.write("long", "<!--# include virtual=\"/part\" -->{\"a\":1}")
        try folder.write(
            "state", "<!--# echo var=\"none\" default=\"\" -->{\"checks\":[{\"name\":\"db\",\"up\":true}]}")
        _ = try start("ssi on; ssi_types *;")
        try Watch(target + "/state").endsReady()
        try Watch.ready(target + "/long#header=Transfer-Encoding:chunked")
        try Watch.ready(target + "/long#body=ready")
        try Watch.ready(target + "/state#json=checks[0].up:true")
        try Watch.unready(target + "/state#json=checks[1].up:true", "checks[1].up")
        try Watch.unready(target + "/long#method=HEAD&header=X-Up", "X-Up")
        try Watch.ready(target + "/long#method=HEAD")
    }

    @Test func credentials() throws {
        try folder.write("passwords", "waiter:{PLAIN}pass word\n")
        try folder.write("basic", "waiter:pass word\n", mode: 0o600)
        try folder.write("bearer", "a.token\n", mode: 0o600)
        try folder.write("page", "in")
        _ = try start(
            """
            location /basic/ { alias \(folder.path)/; auth_basic "x"; auth_basic_user_file \(folder.file("passwords")); }
            location /bearer/ {
                if ($http_authorization != "Bearer a.token") { return 401; }
                alias \(folder.path)/;
            }
            """)
        try Watch(target + "/page").endsReady()
        let basic = target + "/basic/page#body=in"
        let bearer = target + "/bearer/page#body=in"
        try Watch.unready(basic, "HTTP 401 Unauthorized")
        try Watch.ready(basic + "&basic-file=\(folder.file("basic"))")
        try Watch.ready(basic + "&basic-env=LOGIN", environment: ["LOGIN": "waiter:pass word"])
        try Watch.unready(basic + "&basic-env=LOGIN", "HTTP 401", environment: ["LOGIN": "waiter:wrong"])
        try Watch.unready(basic + "&basic-env=LOGIN", "the credential is missing, empty or not text")
        try Watch.ready(bearer + "&bearer-file=\(folder.file("bearer"))")
        try Watch.ready(bearer + "&bearer-env=TOKEN", environment: ["TOKEN": "a.token"])
        try Watch.unready(bearer + "&bearer-file=\(folder.file("basic"))", "HTTP 401 Unauthorized")

        // A token is read anew at every attempt.
        try folder.write("late", "another", mode: 0o600)
        let watch = try Watch(bearer + "&bearer-file=\(folder.file("late"))")
        try watch.sees("HTTP 401 Unauthorized")
        try folder.write("late", "a.token", mode: 0o600)
        try watch.endsReady()
    }
}
