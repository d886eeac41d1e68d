import Kubelet

/// What a container does; its place in the kubelet's rules is in the pod's spec.
public struct ModelContainer: Sendable {
    /// Its `command`.
    public var program: [ProgramStep]
    /// Its postStart hook, where the spec has one; empty for one that ends at once.
    public var postStart: [ProgramStep]
    /// Its preStop hook, likewise.
    public var preStop: [ProgramStep]
    /// What its probes ask; all of it has to be true. A probe that is not here asks the container's own program: by
    /// `tcpSocket` whether it listens, otherwise whether it answers.
    public var probes: [ProbeKind: [Signal]]
    /// How long its image is pulled before its first start.
    public var pull: Duration
    /// What holds it from outside its own command, by name, for the picture.
    public var heldFor: [String]

    /// A container; without arguments its program runs for ever.
    public init(
        _ program: [ProgramStep] = [.run(ProgramRun())], postStart: [ProgramStep] = [], preStop: [ProgramStep] = [],
        probes: [ProbeKind: [Signal]] = [:], pull: Duration = .zero, heldFor: [String] = []
    ) {
        self.program = program
        self.postStart = postStart
        self.preStop = preStop
        self.probes = probes
        self.pull = pull
        self.heldFor = heldFor
    }

    /// What its own program needs.
    public var needs: [Need] {
        program.flatMap { if case .run(let run) = $0 { run.needs } else { [Need]() } }
    }
}
