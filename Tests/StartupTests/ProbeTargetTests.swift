import Probing
import Testing

@testable import Injection

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

    @Test(arguments: ["exec: {command: [x]}", "httpGet: {port: 80, httpHeaders: [{name: X, value: y}]}"])
    func othersCannotBeAskedFromOutside(probe: String) throws {
        let fixture = try Fixture(
            Fixture.pod("    a: b", containers: "    - {name: proxy, command: [x], readinessProbe: {\(probe)}}"))
        #expect(ProbeTarget.url(of: try #require(fixture.pod.containers.first)) == nil)
    }
}
