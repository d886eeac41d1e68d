/// A command or a hook that runs.
struct Process {
    /// A wait that is under way.
    struct Waiting {
        struct State {
            let source: Int
            let seed: UInt64
            var isMet = false
            var isLost = false
            var attempts = 0

            var isOpen: Bool { !isMet && !isLost }
        }

        let wait: Wait
        let began: Duration
        var states: [State]
        /// The last need that was met: the one that decided.
        var decider: Int?
    }

    let id: Event.ProcessID
    let steps: [ProgramStep]
    /// The step that is being done.
    var position = 0
    var waiting: Waiting?
    var isOver = false

    init(_ id: Event.ProcessID, _ steps: [ProgramStep]) {
        self.id = id
        self.steps = steps
    }

    /// Whether something is still to be waited for before its own program runs.
    var isBeforeRun: Bool {
        steps[min(position, steps.count)...].contains { if case .run = $0 { true } else { false } }
    }
}
