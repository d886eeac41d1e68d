import Testing

/// Envoy as a sidecar is: what it accepts says nothing about who is behind it.
@Suite(.servers, .enabled(if: Installed.has("envoy"), "envoy is not installed"))
struct EnvoyTests {
    let folder: TestFolder
    let port: UInt16

    init() throws {
        folder = try TestFolder()
        port = try FreePort.next()
    }

    private static let http = """
        name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: front
          route_config:
            virtual_hosts: [{name: all, domains: ["*"], routes: [{match: {prefix: "/"}, route: {cluster: behind}}]}]
          http_filters:
          - name: envoy.filters.http.router
            typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
        """
    private static let stream = """
        name: envoy.filters.network.tcp_proxy
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
          stat_prefix: front
          cluster: behind
        """

    private func start(_ filter: String, behind server: UInt16, isHTTP2: Bool = false, pair: Certificates.Pair? = nil)
        throws -> RealServer
    {
        func indented(_ text: String, _ spaces: Int) -> String {
            text.replacing("\n", with: "\n" + String(repeating: " ", count: spaces))
        }
        let http2 = """
            typed_extension_protocol_options:
              envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
                "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
                explicit_http_config: {http2_protocol_options: {}}
            """
        let tls = pair.map {
            """
            transport_socket:
              name: envoy.transport_sockets.tls
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
                common_tls_context:
                  alpn_protocols: [h2]
                  tls_certificates:
                  - {certificate_chain: {filename: "\($0.certificate)"}, private_key: {filename: "\($0.key)"}}
            """
        }
        try folder.write(
            "envoy.yaml",
            """
            static_resources:
              listeners:
              - address: {socket_address: {address: 127.0.0.1, port_value: \(port)}}
                filter_chains:
                - filters:
                  - \(indented(filter, 8))
                  \(indented(tls ?? "", 6))
              clusters:
              - name: behind
                connect_timeout: 5s
                \(indented(isHTTP2 ? http2 : "", 4))
                load_assignment:
                  cluster_name: behind
                  endpoints:
                  - lb_endpoints:
                    - endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: \(server)}}}

            """)
        return try RealServer(
            "envoy", ["-c", folder.file("envoy.yaml"), "--disable-hot-restart", "--concurrency", "1"], in: folder)
    }

    @Test func streamWithoutAServer() throws {
        let server = try TestServer(listens: false)
        let target = "tcp://127.0.0.1:\(port)"
        let watch = try Watch.beforeTheServer(target, "--stable", "5")
        let envoy = try start(Self.stream, behind: server.port)
        try watch.sees("the connection was accepted and closed at once (127.0.0.1:\(port))")
        try server.listen()
        try watch.endsReady()
        try Watch.end(of: target) { envoy.stop() }
        #expect(server.requests.isEmpty)
    }

    @Test func pagesWithoutAServer() throws {
        let server = try TestServer(.answer([response("200 OK")]), listens: false)
        let target = "http://127.0.0.1:\(port)/"
        let watch = try Watch.beforeTheServer(target)
        let envoy = try start(Self.http, behind: server.port)
        try watch.sees("HTTP 503 Service Unavailable")
        try Watch.ready("tcp://127.0.0.1:\(port)")
        try server.listen()
        try watch.endsReady()
        try Watch.end(of: target) { envoy.stop() }
        #expect(!server.requests.isEmpty)
    }

    @Test(.enabled(if: Installed.has("etcd"), "etcd-server is not installed"))
    func gRPCWithoutAServer() throws {
        let watch = try Watch.beforeTheServer("grpc://127.0.0.1:\(port)")
        try throughEnvoy(watch, "grpc://127.0.0.1:\(port)", pair: nil)
    }

    @Test(.needsTLS, .enabled(if: Installed.has("etcd"), "etcd-server is not installed"))
    func gRPCOverTLSWithoutAServer() throws {
        let certificates = try Certificates(in: folder)
        let pair = try certificates.make("server", for: "127.0.0.1")
        let watch = try Watch.beforeTheServer("grpcs://127.0.0.1:\(port)", "--ca-file", certificates.authority)
        try throughEnvoy(watch, "grpcs://127.0.0.1:\(port)#ca=\(certificates.authority)", pair: pair)
    }

    private func throughEnvoy(_ watch: Watch, _ target: String, pair: Certificates.Pair?) throws {
        let (client, peer) = (try FreePort.next(), try FreePort.next())
        let envoy = try start(Self.http, behind: client, isHTTP2: true, pair: pair)
        try watch.sees("UNAVAILABLE")
        _ = try RealServer(
            "etcd",
            [
                "--data-dir", folder.file("etcd"), "--listen-client-urls", "http://127.0.0.1:\(client)",
                "--advertise-client-urls", "http://127.0.0.1:\(client)", "--listen-peer-urls",
                "http://127.0.0.1:\(peer)", "--initial-advertise-peer-urls", "http://127.0.0.1:\(peer)",
                "--initial-cluster", "default=http://127.0.0.1:\(peer)",
            ], in: folder)
        try watch.endsReady()
        try Watch.end(of: target) { envoy.stop() }
    }
}
