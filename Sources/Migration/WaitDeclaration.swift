import HandWritten
import Probing
import Startup

/// What a hand-written wait says, as targets for `holdfast.dev/wait-for`.
enum WaitDeclaration {
    /// Why it cannot be said.
    struct Reason: Error {
        var text: String
    }

    /// The targets, with the deadline that the wait has.
    static func targets(of wait: HandWrittenWait) -> Result<[String], Reason> {
        if wait.proof == .time {
            return .failure(Reason(text: "a sleep does not say what it waits for; declare that, then take it out"))
        }
        if wait.isConditional { return .failure(Reason(text: "it runs under a condition only")) }
        if wait.isBackground { return .failure(Reason(text: "it runs in the background and holds nothing")) }
        if !wait.needsAll, wait.targets.count > 1 {
            return .failure(Reason(text: "one of its targets is enough, and wait-for needs all of them"))
        }
        var urls: [String] = []
        for target in wait.targets {
            guard let url = target.meant, let parsed = try? TargetParser.parse(url) else {
                return .failure(Reason(text: "what it asks is not known here"))
            }
            if case .file = parsed.endpoint { return .failure(Reason(text: "it waits for a file of the pod's own")) }
            if case .exec = parsed.endpoint { return .failure(Reason(text: "it runs a command of its own")) }
            urls.append(url + suffix(wait, url))
        }
        return urls.isEmpty ? .failure(Reason(text: "what it asks is not known here")) : .success(urls)
    }

    /// Its own deadline, and what happens then. Without one it is Holdfast's: then the kubelet begins anew, so that the
    /// pod waits for ever all the same, but everybody sees it.
    private static func suffix(_ wait: HandWrittenWait, _ url: String) -> String {
        var words: [String] = []
        if let deadline = wait.deadline, deadline > 0 { words.append("timeout=\(TimeWord.text(deadline))") }
        if wait.isBounded, wait.onGivingUp == .goesOn { words.append("on-timeout=proceed") }
        if words.isEmpty { return "" }
        return (url.contains("#") ? "&" : "#") + words.joined(separator: "&")
    }
}
