import Manifests
import Startup
import Testing

/// Which mechanism `auto` picks, and what is refused.
@Suite struct StrategyTests {
    private func fixture(_ containers: String, _ startup: String, more: String = "") throws -> Fixture {
        let lines = startup.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n")
        let items = containers.split(separator: "\n").map { "    - " + $0 }.joined(separator: "\n")
        return try Fixture(
            Fixture.pod("    holdfast.dev/startup: |\n" + lines, containers: items, more: more))
    }

    private func errors(_ fixture: Fixture) -> [String] {
        fixture.diagnostics.filter { $0.severity == .error }.map { $0.message + " / " + $0.cure }
    }

    // MARK: auto, containers

    @Test func aChainBecomesSidecarsInItsOrder() throws {
        let fixture = try fixture(
            "{name: c}\n{name: b}\n{name: a}", "containers: {c: {dependsOn: [b]}, b: {dependsOn: [a]}}")
        #expect(fixture.holds == ["c>b:sidecar", "b>a:sidecar"])
        #expect(fixture.texts == [])
        #expect(try fixture.held().pod.initContainers.map(\.name) == ["a", "b"])
        #expect(try fixture.held().pod.containers.map(\.name) == ["c"])
    }

    @Test func oneContainerStaysRegular() throws {
        // Nobody may be left out, or the pod would have no regular container: every pod has to have one.
        let fixture = try fixture(
            "{name: a}\n{name: b, command: [b]}", "containers: {b: {dependsOn: [a]}}")
        #expect(fixture.holds == ["b>a:sidecar"])
        #expect(try fixture.held().pod.containers.map(\.name) == ["b"])
    }

    @Test func whatCompletesCannotBeASidecar() throws {
        let fixture = try fixture(
            "{name: app, command: [app]}\n{name: job, command: [job]}",
            "containers: {app: {dependsOn: {job: completed}}}", more: "  restartPolicy: OnFailure")
        #expect(fixture.holds == ["app>job:wrap"])
        #expect(fixture.plan?.holds.first?.reason == "app names its command")
        #expect(fixture.plan?.holds.first?.guarantee.hasPrefix("closed") == true)
        #expect(fixture.texts == [])
    }

    @Test func completionInAPodThatRestartsEverythingIsAWarning() throws {
        let fixture = try fixture(
            "{name: app, command: [app], readinessProbe: {tcpSocket: {port: 8}}}\n{name: job, command: [job]}",
            "containers: {app: {dependsOn: {job: completed}}}")
        #expect(
            fixture.texts == [
                "f.yaml:7:38: warning: \"job\" is to be completed, but the kubelet starts it again and again "
                    + "(restartPolicy: Always)\n    make it an init container: those run once, in order"
            ])
        #expect(fixture.plan != nil)
    }

    @Test func behindWhatStaysRegularOneIsWrappedOrHooked() throws {
        // b needs a job, so it cannot become an init container itself.
        let text = "containers: {b: {dependsOn: {job: completed}}, app: {dependsOn: [b]}}"
        let wrapped = try fixture(
            "{name: app, command: [x]}\n{name: b, command: [x]}\n{name: job, command: [x]}", text,
            more: "  restartPolicy: Never")
        #expect(wrapped.holds == ["b>job:wrap", "app>b:wrap"])
        let hooked = try fixture(
            "{name: app}\n{name: b, command: [x]}\n{name: job, command: [x]}", text, more: "  restartPolicy: Never")
        #expect(hooked.holds == ["b>job:wrap", "app>b:hook"])
        #expect(hooked.plan?.holds.last?.guarantee.hasPrefix("open if its container crashes") == true)
        #expect(
            hooked.texts == [
                "f.yaml:7:72: warning: app is held by a postStart hook of b: when b crashes meanwhile, or the hook is "
                    + "killed, the order is lost\n    name the command of app, or let b become a sidecar"
            ])
    }

    @Test func aHookCannotWaitForCompletion() throws {
        let fixture = try fixture(
            "{name: app}\n{name: job}", "containers: {app: {dependsOn: {job: completed}}}",
            more: "  restartPolicy: Never")
        #expect(errors(fixture) == ["a hook cannot wait for \"job\" to complete / give app a command"])
        #expect(fixture.plan == nil)
    }

    // MARK: Init containers

    @Test func initContainersAreInOrderAlready() throws {
        let fixture = try fixture(
            "{name: app}",
            "containers: {app: {dependsOn: {one: completed, two: started}}, two: {dependsOn: [one]}}",
            more: "  initContainers: [{name: one}, {name: two, restartPolicy: Always}]")
        #expect(fixture.texts == [])
        #expect(fixture.holds == ["app>one:native", "app>two:native", "two>one:native"])
        #expect(try fixture.held().pod.spec == fixture.pod.spec)
    }

    @Test func aNativeSidecarThatIsToBeReadyGetsAProbe() throws {
        let fixture = try fixture(
            "{name: app}", "containers: {app: {dependsOn: [two]}, two: {ready: 'tcp://localhost:5'}}",
            more: "  initContainers: [{name: two, restartPolicy: Always}]")
        #expect(fixture.holds == ["app>two:sidecar"])
        let two = try #require(try fixture.held().pod.initContainers.first)
        #expect(
            two.spec.probes[.startup]?.handler
                == .exec(["/w", "wait", "--attempts", "1", "--timeout", "0", "tcp://localhost:5"]))
    }

    @Test(
        arguments: [
            ("one: {dependsOn: [two]}", "init container \"one\" comes before \"two\", which it needs / move two up in"),
            ("one: {dependsOn: [app]}", "init container \"one\" cannot wait for \"app\", which starts only after all"),
            ("app: {dependsOn: {two: completed}}", "\"two\" is a native sidecar and never completes / ask for ready"),
        ])
    func whatInitContainersCannotDo(needs: String, wanted: String) throws {
        let fixture = try fixture(
            "{name: app, command: [x]}", "containers: {\(needs)}",
            more: "  initContainers: [{name: one}, {name: two, restartPolicy: Always}]")
        #expect(errors(fixture).count == 1)
        #expect(errors(fixture).first?.hasPrefix(wanted) == true)
        #expect(fixture.plan == nil)
    }

    // MARK: As declared

    @Test(
        arguments: [
            ("auto", "app>dep:sidecar"), ("sidecar", "app>dep:sidecar"), ("wrap", "app>dep:wrap"),
            ("hook", "app>dep:hook"),
        ])
    func strategiesForContainers(strategy: String, hold: String) throws {
        let fixture = try fixture(
            "{name: app, command: [x]}\n{name: dep, command: [x]}",
            "containers: {app: {dependsOn: [dep]}}\nstrategy: \(strategy)")
        #expect(fixture.holds == [hold])
        #expect(errors(fixture) == [])
    }

    @Test(
        arguments: [
            (
                "init", "strategy init holds for targets, not for containers / use strategy: sidecar, wrap or auto"
            ),
            ("gate", "strategy gate holds a whole pod, not one of its containers / use strategy: auto"),
            (
                "wrap",
                "\"app\" cannot be wrapped: it has no command in its spec / "
                    + "write the image's ENTRYPOINT as its command, or use strategy: sidecar"
            ),
            (
                "hook", "\"dep\" has a postStart hook already / give app a command, or drop the hook"
            ),
        ])
    func refusalsForContainers(strategy: String, wanted: String) throws {
        let fixture = try fixture(
            "{name: app}\n{name: dep, lifecycle: {postStart: {exec: {command: [x]}}}}",
            "containers: {app: {dependsOn: [dep]}}\nstrategy: \(strategy)")
        #expect(errors(fixture) == [wanted])
        #expect(fixture.plan == nil)
    }

    @Test func whatCompletesIsRefusedAsASidecar() throws {
        let fixture = try fixture(
            "{name: app, command: [x]}\n{name: job}",
            "containers: {app: {dependsOn: {job: completed}}}\nstrategy: sidecar", more: "  restartPolicy: Never")
        #expect(errors(fixture) == ["job cannot become a sidecar / use strategy: wrap"])
    }

    // MARK: Targets

    @Test(arguments: [("auto", "init"), ("init", "init"), ("wrap", "wrap"), ("sidecar", "init"), ("hook", "init")])
    func strategiesForTargets(strategy: String, wanted: String) throws {
        let fixture = try fixture(
            "{name: a, command: [x]}\n{name: b, command: [x]}", "waitFor: ['tcp://t:1']\nstrategy: \(strategy)",
            more: "  restartPolicy: Never")
        #expect(fixture.texts == [])
        #expect(fixture.holds == ["a>tcp://t:1:\(wanted)", "b>tcp://t:1:\(wanted)"])
    }

    @Test func targetsAreRefusedByTheGateAndByWhatHasNoCommand() throws {
        let gate = try fixture("{name: a}", "waitFor: ['tcp://t:1']\nstrategy: gate")
        #expect(errors(gate) == ["strategy gate needs the controller in a cluster / use strategy: auto here"])
        let wrap = try fixture("{name: a}", "waitFor: ['tcp://t:1']\nstrategy: wrap")
        #expect(
            errors(wrap) == [
                "\"a\" cannot be wrapped: it has no command in its spec / "
                    + "write the image's ENTRYPOINT as its command, or use strategy: init"
            ])
    }

    @Test func targetsAreAskedBehindARegularProxy() throws {
        let fixture = try fixture(
            "{name: istio-proxy}\n{name: app, command: [x]}", "waitFor: ['tcp://t:1']")
        #expect(fixture.holds == ["app>tcp://t:1:wrap"])
        #expect(fixture.plan?.holds.first?.reason == "after the mesh proxy, which is a regular container")
    }

    @Test func aTargetIsNeverForgottenBecauseOfASidecar() throws {
        // If app became an init container it would start before the proxy, and so before the target can be asked.
        let fixture = try fixture(
            "{name: app, command: [x]}\n{name: istio-proxy, command: [z]}",
            "waitFor: ['tcp://t:1']\ncontainers: {istio-proxy: {dependsOn: {app: started}}}")
        #expect(fixture.holds == ["istio-proxy>app:wrap", "app>tcp://t:1:wrap"])
    }
}
