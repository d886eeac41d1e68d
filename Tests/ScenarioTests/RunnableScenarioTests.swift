import Manifests
import Startup
import Testing

@testable import Scenario

/// What `up` is given.
struct RunnableScenarioTests {
    private func runnable(_ name: String) throws -> ManifestSet {
        let text = RunnableScenario(try ScenarioFiles.read(name)).text
        return ManifestSet([Source(name: name, text: text)])
    }

    @Test(arguments: ScenarioFiles.names)
    func everyContainerHasACommand(_ name: String) throws {
        let set = try runnable(name)
        #expect(set.diagnostics.isEmpty)
        for workload in set.workloads {
            let (pod, diagnostics) = PodReader.read(workload)
            #expect(diagnostics.isEmpty)
            for container in try #require(pod).all { #expect(container.command.first == "sh") }
        }
    }

    /// Ports of scenarios that run side by side must not meet.
    @Test func portsAreUsedOnce() throws {
        var users: [Int: String] = [:]
        for name in ScenarioFiles.names {
            let scenario = try ScenarioFiles.read(name)
            let ports = Set(
                scenario.programs.values.compactMap(\.port) + scenario.targets.compactMap { $0.target.place?.port })
            for port in ports {
                #expect(users[port] == nil, "\(port): \(name), \(users[port] ?? "")")
                users[port] = name
            }
        }
    }

    @Test func probesByPortStayAndOthersBecomeCommands() throws {
        let set = try runnable("way-istio-hold.yaml")
        let pod = try #require(PodReader.read(set.workloads[0]).pod)
        guard case .httpGet(_, _, 28807, _, _)? = pod.all[0].spec.probes[.readiness]?.handler else {
            Issue.record("the proxy's probe asks something else")
            return
        }
        #expect(pod.all[1].spec.probes[.readiness]?.handler == .exec(["test", "-e", "shop.app.ready"]))
        // The waiter knows Istio's own hook.
        #expect(
            pod.all[0].spec.postStart
                == .exec(["pilot-agent", "wait", "--url", "http://localhost:28807/healthz/ready"]))
    }

    @Test func whatIsOutsideIsAPodOfItsOwn() throws {
        let set = try runnable("holdfast-init.yaml")
        #expect(set.workloads.map(\.name) == [RunnableScenario.outside, "shop"])
        #expect(set.objects.map(\.name) == ["apollo"])
    }

    @Test(arguments: [
        (Duration.seconds(2), "2"), (.milliseconds(1500), "1.500"), (.milliseconds(5), "0.005"), (.zero, "0"),
    ])
    func secondsForTheShell(_ time: Duration, _ text: String) {
        #expect(ShellText.seconds(time) == text)
    }

    @Test func quotes() {
        #expect(ShellText.quote("it's") == "'it'\\''s'")
    }
}
