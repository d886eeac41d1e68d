import Synchronization

/// How far a server is; shared by those who serve and those who are asked whether it does.
final class ServingPhase: Sendable {
    enum Phase { case uncertified, starting, serving, draining }

    private let phase = Mutex(Phase.uncertified)

    func enter(_ next: Phase) { phase.withLock { $0 = next } }

    var isDraining: Bool { phase.withLock { $0 == .draining } }

    var unready: [String] {
        switch phase.withLock({ $0 }) {
        case .uncertified: ["no certificate yet"]
        case .starting: ["not listening yet"]
        case .serving: []
        case .draining: ["draining"]
        }
    }
}
