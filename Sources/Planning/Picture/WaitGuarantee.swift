import HandWritten
import Startup
import Topology

/// What a wait that somebody wrote by hand assures, and what would be better.
enum WaitGuarantee {
    static func assurance(_ written: WrittenWait) -> Assurance {
        let wait = written.wait
        if wait.proof == .time || wait.isBackground { return .none }
        if wait.onGivingUp == .goesOn { return .open }
        // A hook that fails lets the next container go all the same (kubelet fact 3).
        if written.site == .postStart, wait.onGivingUp == .fails { return .open }
        return .closed
    }

    static func guarantee(_ written: WrittenWait) -> String {
        let start =
            switch assurance(written) {
            case .none: "none"
            case .open: "open: when it gives up what follows runs"
            case .closed: written.wait.isBounded ? "closed" : "closed, and never gives up"
            }
        return switch written.wait.proof {
        case .readiness, .object, .file, .unknown: start
        case .answer: start + "; any answer counts as ready"
        case .port: start + "; proves only that a port is open"
        case .name: start + "; proves only that a name resolves"
        case .time: start + ": a time passes, whether it is ready or not"
        }
    }

    static func strategy(_ written: WrittenWait) -> String {
        switch written.site {
        case .initContainer: "written by hand (init container, \(written.wait.tool.name))"
        case .container: "written by hand (command, \(written.wait.tool.name))"
        case .postStart: "written by hand (postStart, \(written.wait.tool.name))"
        }
    }

    /// Nothing where the wait is as good as a declared one.
    static func stronger(_ written: WrittenWait) -> String {
        guard let rule = rule(written) else { return "" }
        let why = " (holdfast lint --explain \(rule) says why)"
        // What a sleep stands for nobody knows; a delay that is declared is no surer.
        if written.wait.proof == .time { return "holdfast.dev/wait-for with the URL of what it waits for" + why }
        // Declared, the same question would prove no more.
        if written.wait.proof == .port || written.wait.proof == .name,
            written.wait.targets.allSatisfy({ $0.meant.map(isWeak) ?? true })
        {
            return "a question that only a ready one answers, such as its health over HTTP or its own protocol" + why
        }
        guard let target = written.wait.targets.compactMap(\.meant).first else { return "" }
        return "holdfast.dev/wait-for: \(target)" + why
    }

    /// The rule about what it lacks most.
    private static func rule(_ written: WrittenWait) -> String? {
        let wait = written.wait
        if wait.proof == .time { return "HF101" }
        if assurance(written) != .closed { return written.site == .postStart ? "HF201" : "HF108" }
        switch wait.proof {
        case .answer: return "HF103"
        case .port: return "HF105"
        case .name: return "HF106"
        // Without a deadline it is not less sure: that nobody is told is lint's affair.
        case .readiness, .object, .file, .unknown, .time: return nil
        }
    }

    private static func isWeak(_ target: String) -> Bool {
        ["tcp:", "unix:", "dns:"].contains { target.hasPrefix($0) }
    }
}
