import Testing

@Suite(
    .servers,
    .enabled(if: Installed.has(Installed.rabbitMQ, "epmd"), "rabbitmq-server is not installed"))
struct RabbitMQTests {
    static let owner = "rabbitmq"

    @Test(.needsTLS) func refusedSilentReadyAndGone() throws {
        let folder = try TestFolder()
        let (port, secure) = (try FreePort.next(), try FreePort.next())
        let (names, nodes) = (try FreePort.next(), try FreePort.next())
        let target = "amqp://127.0.0.1:\(port)"
        let certificates = try Certificates(in: folder)
        let pair = try certificates.make("server", for: "127.0.0.1")
        try folder.write(
            "rabbitmq.conf",
            """
            listeners.tcp.1 = 127.0.0.1:\(port)
            listeners.ssl.1 = 127.0.0.1:\(secure)
            ssl_options.certfile = \(pair.certificate)
            ssl_options.keyfile = \(pair.key)
            ssl_options.verify = verify_none

            """)
        try folder.give(to: Self.owner)
        let environment = [
            "HOME": folder.path, "ERL_EPMD_PORT": String(names), "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": "waiter\(port)@localhost", "RABBITMQ_DIST_PORT": String(nodes),
            "RABBITMQ_MNESIA_BASE": folder.file("mnesia"), "RABBITMQ_LOGS": "-", "RABBITMQ_LOG_BASE": folder.path,
            "RABBITMQ_CONFIG_FILE": folder.file("rabbitmq"), "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_ENABLED_PLUGINS_FILE": folder.file("plugins"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1} +S 1",
        ]
        let watch = try Watch.beforeTheServer(target)
        let secureWatch = try Watch.beforeTheServer("amqps://127.0.0.1:\(secure)", "--ca-file", certificates.authority)
        // Started by the server it would outlive it.
        _ = try RealServer("epmd", [], in: folder, as: Self.owner, environment: environment)
        let server = try RealServer(Installed.rabbitMQ, [], in: folder, as: Self.owner, environment: environment)
        try watch.endsReady()
        try secureWatch.endsReady()
        let untrusted = "the certificate of 127.0.0.1 is not signed by a trusted CA"
        try Watch.unready("amqps://127.0.0.1:\(secure)", untrusted)
        try Watch.silent(target, server)
        try Watch.end(of: target) { server.stop() }
    }
}
