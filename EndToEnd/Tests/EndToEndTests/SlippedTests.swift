import Driving
import Observing
import Stories
import Testing

extension EndToEnd {
    /// With failurePolicy Ignore and nobody there to admit, pods start without their order: that has to be said.
    @Suite(.needsController) struct SlippedTests {
        @Test(.timeLimit(.minutes(4))) func podsThatSlippedThroughAreNamed() async throws {
            let surroundings = try await Surroundings.read()
            let pod = FloodStory(busybox: surroundings.busybox).pod(
                "slipped", annotations: ["holdfast.dev/wait-for": "tcp://db:5432"])
            try await Namespace.with("slip", surroundings.kubectl) { kubectl in
                try await FailurePolicy.with(FailurePolicy.ignore, surroundings.kubectl) {
                    try await withoutController(surroundings) { try await kubectl.create(pod) }
                }
                let record = try await kubectl.get("pod", "slipped", as: JSONValue.self)["metadata"]?["annotations"]?[
                    "holdfast.dev/status"]
                #expect(record == nil, "somebody admitted it")
                let described = await Deadline.poll(.seconds(90), every: .seconds(1)) { () async throws -> String? in
                    let text = try await kubectl("describe", "pod", "slipped")
                    return text.contains("AdmittedWithoutOrder") ? text : nil
                }
                #expect(described != nil, "describe does not say that it was made while nobody could admit it")
                let status = try await surroundings.holdfast.program.result(["status"], deadline: .seconds(30))
                let line = status.output.split(separator: "\n").first { $0.contains("/slipped") }
                #expect(line != nil, "holdfast status does not name it:\n\(status.output)\(status.log)")
                Progress.say("slipped through: \(line ?? "not named")")
            }
        }

        /// Takes the controller away for as long as the body takes.
        private func withoutController(_ surroundings: Surroundings, _ body: () async throws -> Void) async throws {
            let system = surroundings.kubectl.of(ControllerProbe.namespace)
            let deployment = try await system.get("deployment", ControllerProbe.name, as: JSONValue.self)
            guard case .number(let replicas)? = deployment["spec"]?["replicas"] else {
                throw ProgramError.unreadable("the controller", why: "its Deployment names no replicas")
            }
            try await scale(0, system)
            _ = try await system(
                "wait", "pod", "-l", "app.kubernetes.io/name=\(ControllerProbe.name)", "--for=delete", "--timeout=60s",
                deadline: .seconds(70))
            let result: Result<Void, any Error>
            do { result = .success(try await body()) } catch { result = .failure(error) }
            try await scale(Int(replicas), system)
            try await system(
                "rollout", "status", "deployment/\(ControllerProbe.name)", "--timeout=90s", deadline: .seconds(100))
            try result.get()
        }

        private func scale(_ replicas: Int, _ system: Kubectl) async throws {
            try await system("scale", "deployment/\(ControllerProbe.name)", "--replicas=\(replicas)")
        }
    }
}
