import Testing

@Suite(
    .servers,
    .enabled(if: Installed.has("java") && Installed.isThere(Installed.zooKeeper), "zookeeper is not installed"))
struct ZooKeeperTests {
    /// Two of three are a quorum. The second one does not allow the word that the waiter says first.
    @Test func quorum() throws {
        let folder = try TestFolder()
        let clients = [try FreePort.next(), try FreePort.next()]
        var ensemble = ""
        for number in 1...3 {
            ensemble += "server.\(number)=127.0.0.1:\(try FreePort.next()):\(try FreePort.next())\n"
        }
        func start(_ number: Int, words: String) throws -> RealServer {
            let data = folder.file("data\(number)")
            try folder.make("data\(number)")
            try folder.write("data\(number)/myid", "\(number)\n")
            try folder.write(
                "zoo\(number).cfg",
                """
                tickTime=200
                initLimit=20
                syncLimit=5
                dataDir=\(data)
                clientPort=\(clients[number - 1])
                clientPortAddress=127.0.0.1
                admin.enableServer=false
                4lw.commands.whitelist=\(words)
                \(ensemble)
                """)
            let main = "org.apache.zookeeper.server.quorum.QuorumPeerMain"
            let flags = ["-Xmx64m", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"]
            return try RealServer(
                "java", flags + ["-cp", Installed.zooKeeper, main, folder.file("zoo\(number).cfg")], in: folder)
        }
        let targets = clients.map { "zookeeper://127.0.0.1:\($0)" }
        let first = try Watch.beforeTheServer(targets[0])
        let second = try Watch.beforeTheServer(targets[1])
        let one = try start(1, words: "srvr")
        try first.sees("it is not serving requests: it is still starting, or has no quorum")
        try Watch.ready("tcp://127.0.0.1:\(clients[0])")
        let two = try start(2, words: "ruok")
        try first.endsReady()
        try second.endsReady()
        try Watch.silent(targets[0], one)
        try Watch.end(of: targets[1]) { one.stop() }
        let alone = try Watch(targets[1])
        try alone.sees("it is not serving requests")
        two.stop()
        try alone.sees("connection refused")
    }
}
