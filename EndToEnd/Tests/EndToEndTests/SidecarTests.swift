import Driving
import Foundation
import Observing
import Stories
import Testing

extension EndToEnd {
    /// Sidecar first, with a real Envoy.
    @Suite struct SidecarTests {
        private func story(
            _ surroundings: Surroundings, pods: Int, delay: String, strategy: String?, timeout: String = "2m"
        )
            -> SidecarStory
        {
            SidecarStory(
                pods: pods, delay: delay, strategy: strategy, timeout: timeout, busybox: surroundings.busybox,
                python: surroundings.python, envoy: surroundings.envoy)
        }

        /// Ten pods at once, the upstream comes seconds later: no first request fails.
        @Test(.timeLimit(.minutes(3)), arguments: ["hook", "wrap"])
        func theFirstRequestSucceeds(strategy: String) async throws { try await firstRequest(strategy) }

        @Test(.timeLimit(.minutes(3)), .needs(.nativeSidecars))
        func theFirstRequestSucceedsWithANativeSidecar() async throws { try await firstRequest("sidecar") }

        private func firstRequest(_ strategy: String) async throws {
            let surroundings = try await Surroundings.read()
            let story = story(surroundings, pods: 10, delay: "8", strategy: strategy)
            try await Namespace.with("sidecar", surroundings.kubectl, labels: ["holdfast.dev/admission=disabled"]) {
                kubectl in
                let business = try await surroundings.holdfast.inject(story.business)
                try await kubectl.create(story.upstream + "---\n" + business)
                let pods = await Deadline.poll(.seconds(90), every: .seconds(1)) { () async throws -> [Pod]? in
                    let pods = try await kubectl.pods("app=business")
                    return pods.count == 10 && pods.allSatisfy(\.isReady) ? pods : nil
                }
                let ready = try #require(pods, "not all ten became ready")
                let restarts = ready.flatMap(\.containers).reduce(0) { $0 + $1.restartCount }
                let lines = try await kubectl.logs("app=business", container: "app")
                let through = LogTimes.first("through the sidecar", in: lines)
                Progress.say(
                    "sidecar, \(strategy): \(through.count) of 10 first requests went through, restarts \(restarts)")
                #expect(restarts == 0)
                #expect(through.count == 10)
                #expect(!lines.contains { $0.text.contains("cannot start") })
            }
        }

        /// The same pods with nothing declared: otherwise the tests above prove nothing.
        @Test(.timeLimit(.minutes(3))) func withoutAHoldItCrashes() async throws {
            let surroundings = try await Surroundings.read()
            let story = story(surroundings, pods: 3, delay: "8", strategy: nil)
            try await Namespace.with("sidecar", surroundings.kubectl, labels: ["holdfast.dev/admission=disabled"]) {
                kubectl in
                try await kubectl.create(story.upstream + "---\n" + story.business)
                let crashed = await Deadline.poll(.seconds(60)) { () async throws -> Int? in
                    let pods = try await kubectl.pods("app=business")
                    let restarted = pods.count { $0.containers.contains { $0.name == "app" && $0.restartCount > 0 } }
                    return restarted == 3 ? restarted : nil
                }
                Progress.say("sidecar, nothing declared: \(crashed ?? 0) of 3 crashed")
                #expect(crashed == 3)
            }
        }

        /// Envoy never ready: the application's program never runs, and `kubectl describe pod` says why.
        @Test(.timeLimit(.minutes(3))) func heldForEverByWrap() async throws { try await heldForEver("wrap") }

        /// The same by a hook that blocks. Seen on 1.20.2: while it does, the kubelet publishes nothing of the container,
        /// neither its state nor its log (PodInitializing); it is the controller that says what is waited for.
        @Test(.timeLimit(.minutes(3)), .needsController) func heldForEverByAHook() async throws {
            try await heldForEver("hook")
        }

        @Test(.timeLimit(.minutes(3)), .needs(.nativeSidecars))
        func heldForEverByANativeSidecar() async throws { try await heldForEver("sidecar") }

        private func heldForEver(_ strategy: String) async throws {
            let surroundings = try await Surroundings.read()
            let story = story(surroundings, pods: 1, delay: "never", strategy: strategy, timeout: "6s")
            // What was injected is left alone; but nothing is said of pods in a namespace that opted out.
            let labels = strategy == "hook" ? [] : ["holdfast.dev/admission=disabled"]
            try await Namespace.with("held", surroundings.kubectl, labels: labels) { kubectl in
                let business = try await surroundings.holdfast.inject(story.business)
                try await kubectl.create(story.upstream + "---\n" + business)
                let described = await Deadline.poll(.seconds(60), every: .seconds(1)) { () async throws -> String? in
                    let text = try await kubectl("describe", "pods", "-l", "app=business")
                    return Self.saysWhy(text, strategy) ? text : nil
                }
                let why =
                    described?.split(separator: "\n").first { Self.saysWhy($0, strategy) }
                    ?? "describe does not say why"
                Progress.say("held for ever, \(strategy): \(why.trimmingCharacters(in: .whitespaces))")
                #expect(described != nil, "describe does not say what is waited for")
                let pods = try await kubectl.pods("app=business")
                let app = try #require(pods.first?.containers.first { $0.name == "app" })
                #expect(!app.ready)
                // The log of a container that was never started is refused, which is the better proof.
                let log = try await kubectl.result(["logs", pods[0].metadata.name, "-c", "app"])
                #expect(!log.output.contains("app starts"), "the application's program ran")
                if log.status != 0 { #expect(app.state?.waiting != nil, "\(log.log)") }
            }
        }

        /// In a state or an event, not in the command that every description shows.
        private static func saysWhy(_ text: some StringProtocol, _ strategy: String) -> Bool {
            text.contains(SidecarStory.ready) && text.contains(strategy == "hook" ? "HeldByHook" : "503")
        }
    }
}
