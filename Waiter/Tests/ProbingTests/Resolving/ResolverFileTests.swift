import Testing

@testable import Probing

@Suite struct HostsFileTests {
    @Test func findsNamesInOrder() {
        let text = """
            # comment
            10.0.0.1\tdb.example  DB db # db2
            nonsense db
            fe80::1%lo0 db
            10.0.0.1 db\r
              fd00::1 db
            10.0.0.9
            10.0.0.3 db2
            """
        let file = HostsFile(Array(text.utf8))
        #expect(file.lookup("Db.") == [IPAddress("10.0.0.1"), IPAddress("fd00::1")])
        #expect(file.lookup("DB2") == [IPAddress("10.0.0.3")])
        #expect(file.lookup("comment").isEmpty && file.lookup("").isEmpty && file.lookup("10.0.0.9").isEmpty)
    }

    @Test func localhostNeedsNoFile() {
        #expect(HostsFile().lookup("LocalHost") == [.loopbackV4, .loopbackV6])
        #expect(HostsFile(Array("10.0.0.1 localhost".utf8)).lookup("a.localhost.") == [.loopbackV4, .loopbackV6])
        #expect(HostsFile().lookup("notlocalhost").isEmpty)
    }

    @Test func readsAtMostOneMebibyte() {
        let line = Array("10.0.0.1 a\n".utf8)
        var bytes = line
        bytes += [UInt8](repeating: 0x20, count: HostsFile.sizeLimit - bytes.count - 11) + [0x0A]
        #expect(HostsFile(bytes + Array("10.0.0.2 b\n10.0.0.3 c\n".utf8)).lookup("a").count == 1)
        #expect(HostsFile(bytes + Array("10.0.0.2 bb\n10.0.0.3 c\n".utf8)).lookup("b").isEmpty)
        #expect(HostsFile(bytes + Array("10.0.0.2 b\n10.0.0.3 c\n".utf8)).lookup("c").isEmpty)
    }
}

@Suite struct ResolverConfigurationTests {
    @Test func readsTheKubernetesFile() {
        let text = """
            search shop.svc.cluster.local svc.cluster.local. bad!domain cluster.local # mine
            nameserver 10.96.0.10
            options ndots:5 timeout:99 attempts:0 use-vc rotate ndots:x unknown
            ; nameserver 1.1.1.1
             nameserver 2.2.2.2
            nameserver fe80::1%eth0
            """
        let configuration = ResolverConfiguration(parsing: Array(text.utf8))
        #expect(configuration.nameServers == [IPAddress("10.96.0.10")])
        #expect(configuration.search == ["shop.svc.cluster.local", "svc.cluster.local", "cluster.local"])
        #expect(configuration.ndots == 5 && configuration.timeout == 30 && configuration.attempts == 1)
        #expect(configuration.usesTCP)
    }

    @Test func defaultsAndLimits() {
        let empty = ResolverConfiguration(parsing: [])
        #expect(empty.nameServers == [.loopbackV4] && empty.search.isEmpty && !empty.usesTCP)
        #expect(empty.ndots == 1 && empty.timeout == 5 && empty.attempts == 2)
        let text = "search a b\ndomain c\nnameserver ::1\nnameserver 1.1.1.1\nnameserver 1.1.1.2\nnameserver 1.1.1.3\n"
        let full = ResolverConfiguration(parsing: Array((text + "options ndots:99999999999999999999").utf8))
        #expect(full.nameServers.count == 3 && full.search == ["c"] && full.ndots == 15)
    }

    @Test func searchOrder() {
        let configuration = ResolverConfiguration(search: ["x.y", "z"], ndots: 2)
        #expect(configuration.candidates(for: "a") == ["a.x.y", "a.z", "a"])
        #expect(configuration.candidates(for: "a.b") == ["a.b.x.y", "a.b.z", "a.b"])
        #expect(configuration.candidates(for: "a.b.c") == ["a.b.c", "a.b.c.x.y", "a.b.c.z"])
        #expect(configuration.candidates(for: "a.b.") == ["a.b"])
        #expect(ResolverConfiguration().candidates(for: "a") == ["a"])
        #expect(ResolverConfiguration(search: [".", "z"]).candidates(for: "a") == ["a", "a.z"])
        #expect(ResolverConfiguration(ndots: 0).candidates(for: "a") == ["a"])
    }
}
