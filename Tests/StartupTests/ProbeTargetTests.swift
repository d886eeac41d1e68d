import Probing
import Startup
import Testing

/// How a container's own probe is asked from another container: each of them is a target that the waiter takes.
@Suite struct ProbeTargetTests {
    @Test(arguments: [
        ("httpGet: {port: 80, path: /r}", "http://localhost:80/r"),
        ("httpGet: {port: 8443, path: r, scheme: HTTPS}", "https://localhost:8443/r#insecure"),
        ("httpGet: {port: 80, host: h}", "http://h:80/"), ("tcpSocket: {port: 81}", "tcp://localhost:81"),
        ("grpc: {port: 9090}", "grpc://localhost:9090/"), ("grpc: {port: 9090, service: s}", "grpc://localhost:9090/s"),
    ])
    func probesBecomeTargets(probe: String, url: String) throws {
        let fixture = try Fixture(
            Fixture.pod("    a: b", containers: "    - {name: proxy, command: [x], readinessProbe: {\(probe)}}"))
        let container = try #require(fixture.pod.containers.first)
        #expect(ProbeTarget.url(of: container) == url)
        #expect(throws: Never.self) { try TargetParser.parse(url) }
    }

    /// A startupProbe says less: it counts only where the readinessProbe cannot be asked at all.
    @Test(arguments: [
        ("command: [x], readinessProbe: {tcpSocket: {port: 1}}", "tcp://localhost:1"),
        ("command: [x], readinessProbe: {exec: {command: [r]}}", nil),
        ("readinessProbe: {exec: {command: [r]}}", "tcp://localhost:2"), ("command: [x]", "tcp://localhost:2"),
    ])
    func readinessComesFirst(fields: String, url: String?) throws {
        let fixture = try Fixture(
            Fixture.pod(
                "    a: b", containers: "    - {name: proxy, \(fields), startupProbe: {tcpSocket: {port: 2}}}"))
        #expect(ProbeTarget.url(of: try #require(fixture.pod.containers.first)) == url)
    }

    @Test(arguments: ["exec: {command: [x]}", "httpGet: {port: 80, httpHeaders: [{name: X, value: y}]}"])
    func othersCannotBeAskedFromOutside(probe: String) throws {
        let fixture = try Fixture(
            Fixture.pod("    a: b", containers: "    - {name: proxy, command: [x], readinessProbe: {\(probe)}}"))
        #expect(ProbeTarget.url(of: try #require(fixture.pod.containers.first)) == nil)
    }
}
