import Injection
import Kubelet
import Manifests
import Startup
import Testing

/// How long a native sidecar is waited for: its startupProbe may fail as often as that takes.
@Suite struct DeadlineTests {
    private static let endless = Int(Int32.max)

    private func fixture(_ startup: String, ready: String, probe: String, more: String = "") throws -> Fixture {
        let about = ready.isEmpty ? "" : ", dep: {ready: {target: \"tcp://localhost:5\"\(ready)}}"
        return try Fixture(
            Fixture.pod(
                "    holdfast.dev/startup: '{containers: {app: {dependsOn: [dep]}\(about)}\(startup)}'",
                containers: "    - {name: app}\n    - {name: dep\(probe)}", more: more))
    }

    /// The timeout of all, and what the dependency's own `ready` says besides.
    @Test(arguments: [
        ("", "", 600, 600), (", timeout: 90s", "", 90, 90), (", timeout: 5m", "", 300, 300),
        (", timeout: 1500ms", "", 2, 2), (", timeout: 1ms", "", 1, 1), (", timeout: 0s", "", endless, endless),
        (", timeout: 90s, onTimeout: block", "", endless, endless), (", timeout: 90s, onTimeout: fail", "", 90, 90),
        (", timeout: 90s", ", timeout: 10s", 90, 10), (", timeout: 90s", ", timeout: 0s", 90, endless),
        (", timeout: 90s", ", onTimeout: block", 90, endless),
        (", onTimeout: block", ", timeout: 7s, onTimeout: fail", endless, 7),
    ])
    func failuresFollowTheTimeout(startup: String, own: String, byProbe: Int, byReady: Int) throws {
        let probed = try fixture(
            startup, ready: "", probe: ", readinessProbe: {tcpSocket: {port: 1}, failureThreshold: 2}")
        let copy = try #require(try probed.held().pod.initContainers.first?.spec.probes[.startup])
        #expect(copy.failureThreshold == byProbe)
        #expect(copy.period == 1)
        let asked = try fixture(startup, ready: own.isEmpty ? " " : own, probe: "")
        #expect(try asked.held().pod.initContainers.first?.spec.probes[.startup]?.failureThreshold == byReady)
        #expect(probed.texts + asked.texts == [])
    }

    @Test func aProbeOfItsOwnIsLeftAlone() throws {
        let probe = ", startupProbe: {tcpSocket: {port: 1}, failureThreshold: 2}"
        let held = try fixture(", timeout: 90s", ready: "", probe: probe).held()
        #expect(held.pod.initContainers.first?.spec.probes[.startup]?.failureThreshold == 2)
    }

    @Test(arguments: [
        (", onTimeout: proceed", "", true), ("", ", onTimeout: proceed", true),
        (", onTimeout: proceed", ", onTimeout: fail", false), ("", "", false),
    ])
    func nothingProceedsBehindASidecar(startup: String, own: String, isWarned: Bool) throws {
        let fixture = try fixture(startup, ready: own.isEmpty ? " " : own, probe: "")
        #expect(fixture.holds == ["app>dep:sidecar"])
        #expect(fixture.diagnostics.map(\.severity) == (isWarned ? [.warning] : []))
        #expect(fixture.diagnostics.allSatisfy { $0.message.contains("proceed") && $0.cure == "use strategy: wrap" })
    }
}
