import Kubelet

/// Hooks that are there to hold others.
enum HookWait {
    /// What a hook blocks with, as one would say it; `nil` when it does something else, or more.
    static func title(of hook: Handler?) -> String? {
        switch hook {
        case .sleep(let seconds)?: return "sleeps \(seconds) s"
        case .exec(let words)?:
            guard let command = SimpleCommand(words) else { return nil }
            if let seconds = command.sleepSeconds { return "sleeps \(seconds) s" }
            let program = command.program
            let isWaiting = waiters.contains(program) || hasWait.contains(program) && command.words.contains("wait")
            return isWaiting ? "waits with \(program)" : nil
        default: return nil
        }
    }

    /// Whether a hook looks as if it came back only when something is ready: a program of its own, or a script with
    /// the words of one.
    static func mayWait(_ hook: Handler?) -> Bool {
        switch hook {
        case .sleep?: true
        case .exec(let words)?: title(of: hook) != nil || mentionsWait(words.joined(separator: " "))
        default: false
        }
    }

    private static func mentionsWait(_ text: String) -> Bool {
        let text = text.lowercased()
        return hints.contains { text.contains($0) }
    }

    private static let waiters: Set<String> = [
        "linkerd-await", "wait-for-it", "wait-for-it.sh", "wait-for", "wait-for.sh", "wait4x", "wait4ports",
    ]
    private static let hasWait: Set<String> = ["pilot-agent", "waiter", "kubectl"]
    private static let hints = ["wait", "until", "while", "ready", "health", "sleep", "pg_isready", "15021", "15020"]
}
