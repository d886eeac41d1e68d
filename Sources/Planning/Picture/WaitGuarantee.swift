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

    static func stronger(_ written: WrittenWait) -> String {
        guard let target = written.wait.targets.compactMap(\.meant).first else { return "" }
        return "holdfast.dev/wait-for: \(target) (holdfast lint --explain says why)"
    }
}
