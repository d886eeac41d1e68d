import Kubelet
import Testing

@testable import Prediction

/// A pod in a line or two: containers by name, what they do by name.
struct PodMaker {
    static func pod(
        named name: String = "p", initContainers: [ContainerSpec] = [], _ containers: [ContainerSpec],
        _ models: [String: ModelContainer] = [:], restart: PodSpec.RestartPolicy = .always,
        admitted: Duration = .zero
    ) -> ModelPod {
        let spec = PodSpec(
            name: name, initContainers: initContainers, containers: containers, restartPolicy: restart)
        return ModelPod(
            spec, containers: spec.all.map { models[$0.name] ?? ModelContainer() }, admitted: admitted)
    }

    /// A pod with one container `app` that is ready so long after its start, seen by a probe of a second.
    static func server(_ name: String, readyAfter: Duration, needs: [Need] = [], held: Bool = false) -> ModelPod {
        var program: [ProgramStep] = held ? [.wait(Wait(needs))] : []
        program.append(.run(ProgramRun(readyAfter: readyAfter, needs: needs)))
        return pod(named: name, [probed("app")], ["app": ModelContainer(program)])
    }

    static func probed(_ name: String, period: Int = 1) -> ContainerSpec {
        ContainerSpec(name, probes: [.readiness: ProbeSpec(.tcpSocket(host: nil, port: 1), period: period)])
    }
}

extension ModelContainer {
    static func ends(_ after: Duration, code: Int = 0) -> ModelContainer {
        ModelContainer([.run(ProgramRun(endsAfter: after, code: code))])
    }

    static func ready(_ after: Duration) -> ModelContainer { ModelContainer([.run(ProgramRun(readyAfter: after))]) }
}

extension Outcome {
    /// When a container's own program began.
    func start(_ container: String, of pod: String = "p") -> Duration? {
        self.pod(pod)?.container(container)?.firstInstructionAt
    }
}

extension Duration {
    static func ms(_ value: Int) -> Duration { .milliseconds(value) }
    static func s(_ value: Int) -> Duration { .seconds(value) }
}
