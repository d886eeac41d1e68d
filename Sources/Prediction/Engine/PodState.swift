import Kubelet
import Rendering

/// What the engine knows of a pod.
struct PodState {
    let model: ModelPod
    let specs: [ContainerSpec]
    /// Of its name.
    let seed: UInt64
    var machine: PodMachine
    var timers: [PodTimer: Duration] = [:]
    var containers: [ContainerState]
    var rows: [RowRecorder]
    var isReady = false
    var isPublished = false
    /// The pods that are made once it is Ready.
    var followers: [Int] = []
    /// Its memberships: service, and place in it.
    var memberships: [(service: Int, member: Int)] = []
    /// Sources of `podReady` and `succeeded`; -1 where nobody asks.
    var readySource = -1
    var successSource = -1
    var outcome: PodOutcome
    var hazards: [String] = []

    init(_ model: ModelPod, _ timing: KubeletTiming) {
        self.model = model
        specs = model.spec.all
        // FNV-1a: Swift's own hash is another one in every run.
        seed = model.name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        machine = PodMachine(spec: model.spec, timing: timing)
        var rows: [RowRecorder] = []
        var outcomes: [ContainerOutcome] = []
        for (index, spec) in specs.enumerated() {
            let role = model.spec.isInit(index) ? spec.isRestartable ? "sidecar" : "init" : "container"
            let heldFor = model.containers[index].heldFor
            rows.append(
                RowRecorder(
                    pod: model.name, container: spec.name, role: role, activity: heldFor.isEmpty ? .queued : .held,
                    note: heldFor.joined(separator: ", ")))
            outcomes.append(ContainerOutcome(name: spec.name, role: role))
        }
        self.rows = rows
        containers = outcomes.map { ContainerState(outcome: $0) }
        outcome = PodOutcome(name: model.name, runsToItsEnd: model.spec.restartPolicy != .always)
        for index in containers.indices {
            containers[index].hasProgram = model.containers[index].program.contains {
                if case .run = $0 { true } else { false }
            }
        }
    }

    /// Whether the container counts for the pod being Ready.
    func counts(_ index: ContainerIndex) -> Bool { !model.spec.isInit(index) || specs[index].isRestartable }

    /// Ready, and everything that it runs answers: a container without a readinessProbe is ready before it does.
    var isServing: Bool {
        isReady && containers.indices.allSatisfy { !counts($0) || containers[$0].isServing }
    }

    /// Nothing more is expected of it: it has got where it was to get.
    var isSettled: Bool {
        if let succeeded = outcome.succeeded { return succeeded }
        return outcome.doneAt != nil
    }
}
