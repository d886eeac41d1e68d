import Driving
import Foundation
import Observing
import Stories
import Testing

extension EndToEnd {
    /// What the controller does to pods, seen through server-side dry runs, which also shows that those are safe.
    @Suite(.needsController) struct ControllerTests {
        private static let wait = ["holdfast.dev/wait-for": "tcp://db:5432"]
        private static let startup = [
            "holdfast.dev/startup": #"{"strategy": "wrap", "waitFor": ["http://config:80/ready"]}"#
        ]

        /// A pod admitted and a manifest injected come out the same.
        @Test(.timeLimit(.minutes(2)), arguments: ["annotation", "startup", "policy"])
        func parity(kind: String) async throws {
            let surroundings = try await Surroundings.read()
            let story = FloodStory(busybox: surroundings.busybox)
            let annotations = ["annotation": Self.wait, "startup": Self.startup][kind] ?? [:]
            let policy = FloodStory.policy(FloodStory.targets[0])
            let plain = story.pod("same", annotations: annotations)
            let injected = try await surroundings.holdfast.inject(plain, policy: kind == "policy" ? policy : nil)
            let byHand = try await Namespace.with(
                "parity", surroundings.kubectl, labels: ["holdfast.dev/admission=disabled"]
            ) { try await $0.dryRun(injected) }
            let admitted = try await Namespace.with("parity", surroundings.kubectl) { kubectl in
                if kind == "policy" {
                    try await kubectl.create(policy)
                    try await ControllerProbe.accepted("flood", kubectl)
                }
                return try await kubectl.dryRun(plain)
            }
            #expect(Self.record(admitted) != nil, "the webhook did nothing")
            #expect(Self.compared(admitted).differences(from: Self.compared(byHand)) == [])
        }

        /// A pod that was injected with what the cluster does not know (a policy's file, an option) keeps its hold: an
        /// admission that undid it by the record would let it start too early.
        @Test(.timeLimit(.minutes(2)), arguments: ["policy", "wrap"])
        func whatWasInjectedStays(kind: String) async throws {
            let surroundings = try await Surroundings.read()
            let story = FloodStory(busybox: surroundings.busybox)
            let plain = story.pod("injected", annotations: kind == "wrap" ? Self.wait : [:])
            let policy = FloodStory.policy(FloodStory.targets[0])
            let injected = try await surroundings.holdfast.inject(
                plain, strategy: kind == "wrap" ? "wrap" : nil, policy: kind == "policy" ? policy : nil)
            var pods: [JSONValue] = []
            for label in ["holdfast.dev/admission=disabled", "holdfast.dev/end-to-end=true"] {
                pods.append(
                    try await Namespace.with("stays", surroundings.kubectl, labels: [label]) {
                        try await $0.dryRun(injected)
                    })
            }
            #expect(Self.record(pods[0]) != nil)
            #expect(Self.compared(pods[1]).differences(from: Self.compared(pods[0])) == [])
        }

        /// Those who want nothing get nothing: by the namespace's label, the pod's label, its annotation, in kube-system.
        @Test(.timeLimit(.minutes(2))) func optOuts() async throws {
            let surroundings = try await Surroundings.read()
            let story = FloodStory(busybox: surroundings.busybox)
            let off = ["holdfast.dev/inject": "false"]
            try await Namespace.with("out", surroundings.kubectl) { kubectl in
                #expect(Self.record(try await kubectl.dryRun(story.pod("in", annotations: Self.wait))) != nil)
                #expect(Self.record(try await kubectl.dryRun(story.pod("quiet"))) == nil)
                let labelled = try await kubectl.dryRun(story.pod("label", labels: off, annotations: Self.wait))
                #expect(Self.record(labelled) == nil, "the pod's label")
                let annotations = Self.wait.merging(off) { $1 }
                let annotated = try await kubectl.dryRun(story.pod("annotation", annotations: annotations))
                #expect(Self.record(annotated) == nil, "the pod's annotation")
                #expect(try await kubectl("get", "pods", "-o", "name") == "", "a dry run made a pod")
            }
            try await Namespace.with("out", surroundings.kubectl, labels: ["holdfast.dev/admission=disabled"]) {
                kubectl in
                let pod = try await kubectl.dryRun(story.pod("namespace", annotations: Self.wait))
                #expect(Self.record(pod) == nil, "the namespace's label")
            }
            let system = surroundings.kubectl.of("kube-system")
            let pod = try await system.dryRun(story.pod("holdfast-e2e", annotations: Self.wait))
            #expect(Self.record(pod) == nil, "kube-system")
        }

        /// Policies are checked when they are written, select by labels, and end with their deletion.
        @Test(.timeLimit(.minutes(2))) func policies() async throws {
            let surroundings = try await Surroundings.read()
            let story = FloodStory(busybox: surroundings.busybox)
            try await Namespace.with("policy", surroundings.kubectl) { kubectl in
                let bad = FloodStory.policy("nonsense://x")
                let refused = try await kubectl.result(["create", "-f", "-"], input: bad)
                #expect(refused.status != 0)
                #expect(refused.log.contains("nonsense"), "the refusal does not name the target: \(refused.log)")
                try await misspelt(kubectl, story)
                try await kubectl.create(FloodStory.policy(FloodStory.targets[0]))
                try await ControllerProbe.accepted("flood", kubectl)
                let record = Self.record(try await kubectl.dryRun(story.pod("selected")))
                #expect(record?.contains(FloodStory.targets[0]) == true)
                let other = try await kubectl.dryRun(story.pod("other").replacing("app: flood", with: "app: other"))
                #expect(Self.record(other) == nil, "the selector does not select it")
                try await kubectl("delete", "startuppolicy", "flood")
                let isOver = await Deadline.poll(.seconds(15)) {
                    Self.record(try await kubectl.dryRun(story.pod("later"))) == nil ? true : nil
                }
                #expect(isOver == true, "a deleted policy still holds pods")
            }
        }

        /// A container that no pod has is worth a warning, at once.
        private func misspelt(_ kubectl: Kubectl, _ story: FloodStory) async throws {
            try await kubectl.create(story.pod("there"))
            let policy = """
                apiVersion: holdfast.dev/v1alpha1
                kind: StartupPolicy
                metadata: {name: misspelt}
                spec:
                  selector: {matchLabels: {app: flood}}
                  containers: {appp: {dependsOn: {app: started}}}
                """
            let made = try await kubectl.result(["create", "-f", "-"], input: policy)
            #expect(made.status == 0 && made.log.contains("appp"), "no warning of the name: \(made.log)")
            try await kubectl("delete", "startuppolicy", "misspelt")
            try await kubectl("delete", "pod", "there", "--wait=false")
        }

        /// The status says how many pods a policy selects, and how many of them are held.
        @Test(.timeLimit(.minutes(2))) func status() async throws {
            let surroundings = try await Surroundings.read()
            let story = FloodStory(busybox: surroundings.busybox)
            try await Namespace.with("status", surroundings.kubectl) { kubectl in
                // Two before the policy, which nobody holds, and three after it.
                try await kubectl.create(story.pods(["before-1", "before-2"]))
                try await kubectl.create(FloodStory.policy(FloodStory.targets[0]))
                try await ControllerProbe.accepted("flood", kubectl)
                try await kubectl.create(story.pods(["after-1", "after-2", "after-3"]))
                let isRight = await Deadline.poll(.seconds(45), every: .seconds(1)) { () async throws -> Bool? in
                    let status = try await kubectl.get("startuppolicy", "flood", as: JSONValue.self)["status"]
                    let numbers = ["pods", "held", "unheld"].map { status?[$0] }
                    return numbers == [.number(5), .number(3), .number(2)] ? true : nil
                }
                let said = try await kubectl("get", "startuppolicy", "flood", "-o", "yaml")
                #expect(isRight == true, "not 5 pods, 3 held, 2 unheld:\n\(said)")
            }
        }

        /// Istio's own switch, edited in its ConfigMap as the article does, without any restart.
        @Test(.timeLimit(.minutes(2))) func istiosSwitch() async throws {
            let surroundings = try await Surroundings.read()
            let mesh = surroundings.kubectl.of("istio-system")
            guard try await surroundings.kubectl.result(["get", "namespace", "istio-system"]).status != 0 else {
                Progress.say("Istio's switch: skipped, the cluster has an Istio of its own")
                return
            }
            try await surroundings.kubectl("create", "namespace", "istio-system")
            let result: Result<Void, any Error>
            do { result = .success(try await toggle(surroundings, mesh)) } catch { result = .failure(error) }
            _ = try? await surroundings.kubectl("delete", "namespace", "istio-system", deadline: .seconds(60))
            try result.get()
        }

        private func toggle(_ surroundings: Surroundings, _ mesh: Kubectl) async throws {
            let proxy = "\n    - {name: istio-proxy, image: \"\(surroundings.busybox)\", command: [sleep, \"1000000\"]}"
            let pod = FloodStory(busybox: surroundings.busybox).pod("meshed", extra: proxy)
            try await Namespace.with("istio", surroundings.kubectl, labels: ["istio-injection=enabled"]) { kubectl in
                for isOn in [true, false, true] {
                    let map = """
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: istio}
                        data:
                          mesh: |
                            defaultConfig: {holdApplicationUntilProxyStarts: \(isOn)}
                        """
                    try await mesh("apply", "-f", "-", input: map)
                    let follows = await Deadline.poll(.seconds(15)) {
                        (Self.record(try await kubectl.dryRun(pod)) != nil) == isOn ? true : nil
                    }
                    #expect(follows == true, "the switch is \(isOn ? "on" : "off") and pods do not follow it")
                }
            }
        }

        private static func record(_ pod: JSONValue) -> String? {
            pod["metadata"]?["annotations"]?["holdfast.dev/status"]?.text
        }

        /// What has to be the same; names of namespaces, uids and times are not.
        private static func compared(_ pod: JSONValue) -> JSONValue {
            var annotations: [String: JSONValue] = [:]
            if case .object(let all)? = pod["metadata"]?["annotations"] { annotations = all }
            // Who did it is another one; what was done has to be the same.
            if case .string(let record)? = annotations["holdfast.dev/status"] {
                annotations["holdfast.dev/status"] = .string(
                    record.replacingOccurrences(of: "holdfast-controller ", with: "holdfast "))
            }
            return .object(["spec": pod["spec"] ?? .null, "annotations": .object(annotations)])
        }
    }
}
