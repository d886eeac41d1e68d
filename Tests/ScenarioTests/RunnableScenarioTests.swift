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

    // MARK: On a node

    private func onANode(_ name: String) throws -> ManifestSet {
        let settings = RunPlace.NodeSettings(directory: "/run/some/where")
        let text = RunnableScenario(try ScenarioFiles.read(name), place: .node(settings)).text
        return ManifestSet([Source(name: name, text: text)])
    }

    @Test(arguments: ScenarioFiles.names)
    func everyContainerOnANodeHasAnImageAndTheDirectory(_ name: String) throws {
        let set = try onANode(name)
        #expect(set.diagnostics.isEmpty)
        for workload in set.workloads {
            let (pod, diagnostics) = PodReader.read(workload)
            #expect(diagnostics.isEmpty)
            for container in try #require(pod).all {
                #expect(container.command.first == "sh")
                #expect(container.image.hasPrefix("holdfast-test/"))
                #expect(container.command.last?.contains("date") == false, "busybox has no fractions of a second")
            }
        }
    }

    @Test func onANodeWhatItDoesIsWrittenDown() throws {
        let set = try onANode("hook-fails-open.yaml")
        let pod = try #require(PodReader.read(set.workloads[0]).pod)
        #expect(pod.all[0].command[2].contains("log began\n"))
        #expect(pod.all[0].command[2].contains("bye 143' TERM"))
        guard case .exec(let hook)? = pod.all[0].spec.postStart,
            case .exec(let probe)? = pod.all[1].spec.probes[.readiness]?.handler
        else {
            Issue.record("the hook or the probe is no command")
            return
        }
        #expect(hook[2].hasSuffix("\nbye 1"))
        #expect(probe[2].hasSuffix("log asked readiness\ntest -e 'shop.app.ready'"))
    }

    @Test func onANodeTheHookAsksThePod() throws {
        let set = try onANode("hook-http-get.yaml")
        let pod = try #require(PodReader.read(set.workloads[0]).pod)
        guard case .httpGet(let host, _, 28801, _, _)? = pod.all[1].spec.postStart else {
            Issue.record("the hook asks something else")
            return
        }
        #expect(host != "127.0.0.1")
    }

    @Test func whatWhoeverRunsItHasToKnow() throws {
        let facts = RunFacts(try ScenarioFiles.read("holdfast-wrap-target.yaml")).text
        #expect(
            facts == """
                until 7000
                pod shop
                container shop/app
                held shop/app
                probe shop/app readiness 1

                """)
        #expect(RunFacts(try ScenarioFiles.read("job-sidecar.yaml")).text.contains("needs 1.29 native sidecars"))
        #expect(RunFacts(try ScenarioFiles.read("hook-hides-ip.yaml")).text.hasSuffix("published\n"))
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
