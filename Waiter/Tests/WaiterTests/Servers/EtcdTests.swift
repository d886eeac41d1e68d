import Testing

/// etcd speaks HTTP and gRPC on one port.
@Suite(.servers, .enabled(if: Installed.has("etcd"), "etcd-server is not installed"))
struct EtcdTests {
    let folder: TestFolder

    init() throws {
        folder = try TestFolder()
    }

    private func start(
        _ name: String, client: UInt16, peer: UInt16, cluster: String, _ options: [String] = [], scheme: String = "http"
    ) throws -> RealServer {
        try RealServer(
            "etcd",
            [
                "--name", name, "--data-dir", folder.file(name), "--listen-client-urls",
                "\(scheme)://127.0.0.1:\(client)", "--advertise-client-urls", "\(scheme)://127.0.0.1:\(client)",
                "--listen-peer-urls", "http://127.0.0.1:\(peer)", "--initial-advertise-peer-urls",
                "http://127.0.0.1:\(peer)", "--initial-cluster", cluster, "--heartbeat-interval", "20",
                "--election-timeout", "200",
            ] + options, in: folder)
    }

    @Test func leader() throws {
        let clients = [try FreePort.next(), try FreePort.next()]
        let peers = [try FreePort.next(), try FreePort.next(), try FreePort.next()]
        let cluster = zip("abc", peers).map { "\($0)=http://127.0.0.1:\($1)" }.joined(separator: ",")
        let target = "etcd://127.0.0.1:\(clients[0])"
        let watch = try Watch.beforeTheServer(target, "--attempt-timeout", "300ms")
        let one = try start("a", client: clients[0], peer: peers[0], cluster: cluster)
        // A member listens as soon as it runs, and answers when it has found the others.
        try watch.sees("no answer (127.0.0.1:\(clients[0])) within 300ms")
        try Watch.ready("tcp://127.0.0.1:\(clients[0])")
        let two = try start("b", client: clients[1], peer: peers[1], cluster: cluster)
        try watch.endsReady()
        try Watch("etcd://127.0.0.1:\(clients[1])").endsReady()

        // Without the other there is no leader any more; that the server runs is all that its gRPC health tells.
        try Watch.end(of: target) { two.stop() }
        let alone = try Watch(target)
        try alone.sees("HTTP 503 Service Unavailable")
        try Watch.ready("grpc://127.0.0.1:\(clients[0])")
        one.stop()
        try alone.sees("connection refused")
    }

    @Test func gRPC() throws {
        let (client, peer) = (try FreePort.next(), try FreePort.next())
        let target = "grpc://127.0.0.1:\(client)"
        let watch = try Watch.beforeTheServer(target)
        let server = try start("a", client: client, peer: peer, cluster: "a=http://127.0.0.1:\(peer)")
        try watch.endsReady()
        try Watch.unready(target + "/no.such.Service", "no.such.Service")
        try Watch.silent(target, server)
        try Watch.end(of: target) { server.stop() }
    }

    @Test(.needsTLS) func gRPCWithClientCertificates() throws {
        let certificates = try Certificates(in: folder)
        let pair = try certificates.make("server", for: "127.0.0.1")
        let own = try certificates.make("client", for: "client")
        let (client, peer) = (try FreePort.next(), try FreePort.next())
        let trust = "ca=\(certificates.authority)"
        let target = "grpcs://127.0.0.1:\(client)#\(trust)&cert=\(own.certificate)&key=\(own.key)"
        let watch = try Watch.beforeTheServer(target)
        let options = [
            "--cert-file", pair.certificate, "--key-file", pair.key, "--client-cert-auth", "--trusted-ca-file",
            certificates.authority,
        ]
        _ = try start("a", client: client, peer: peer, cluster: "a=http://127.0.0.1:\(peer)", options, scheme: "https")
        try watch.endsReady()
        try Watch.ready("etcd://127.0.0.1:\(client)#tls&\(trust)&cert=\(own.certificate)&key=\(own.key)")
        for scheme in ["grpcs", "https"] {
            try Watch.unready("\(scheme)://127.0.0.1:\(client)#\(trust)", "it asks for a client certificate")
        }
        try Watch.unready("grpc://127.0.0.1:\(client)", "127.0.0.1")
    }
}
