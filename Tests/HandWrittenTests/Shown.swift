import HandWritten
import Probing

/// A wait in one line, for tables.
enum Shown {
    static func line(_ wait: HandWrittenWait) -> String {
        var words = [wait.tool.name]
        switch wait.shape {
        case .sleep: words.append("sleep")
        case .loop: words.append("loop")
        case .retries(let count): words.append("retries=\(count)")
        case .once: words.append("once")
        case .program: words.append("program")
        }
        words += wait.targets.map { target in
            (target.meant ?? "?") + (target.checked.map { "(\($0))" } ?? "")
        }
        if !wait.needsAll { words.append("any") }
        if wait.isBounded { words.append("deadline=" + (wait.deadline.map { TimeText.format($0) } ?? "?")) }
        if let interval = wait.interval { words.append("every=" + TimeText.format(interval)) }
        if let limit = wait.attemptLimit { words.append("limit=" + TimeText.format(limit)) }
        switch wait.onGivingUp {
        case .fails: words.append("fails")
        case .goesOn: words.append("goesOn")
        case .never: words.append("never")
        }
        switch wait.remainder {
        case .nothing: break
        case .script: words.append("then…")
        case .command(let command): words.append("then:" + command.joined(separator: " "))
        }
        if wait.isWholeCommand { words.append("whole") }
        if wait.isConditional { words.append("conditional") }
        if wait.isBackground { words.append("background") }
        let flaws = wait.flaws.map(\.rawValue).sorted()
        if !flaws.isEmpty { words.append("!" + flaws.joined(separator: ",")) }
        return words.joined(separator: " ")
    }
}
