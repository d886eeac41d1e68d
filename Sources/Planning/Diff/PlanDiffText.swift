import Rendering

/// A plan's differences for people: what is new, what is gone, what is less sure, what is later.
public enum PlanDiffText {
    /// Lines that begin with `+`, `-` or `~`, as those of other differences do; `!` marks what is less sure than before.
    public static func render(_ diff: PlanDiff, colour: Bool = false) -> String {
        if diff.isEmpty { return "nothing changes in order, guarantee or time\n" }
        var lines: [String] = []
        func add(_ mark: String, _ text: String, _ code: String) {
            let line = LineText.plain("\(mark) \(text)")
            lines.append(colour ? "\u{1B}[\(code)m\(line)\u{1B}[0m" : line)
        }
        for name in diff.added { add("+", name, "32") }
        for name in diff.removed { add("-", name, "31") }
        for (need, how) in diff.addedNeeds { add("+", text(need) + "  " + text(how), "32") }
        for (need, how) in diff.removedNeeds {
            guard !diff.lostNeeds.contains(where: { $0.need == need }) else { continue }
            add("-", text(need) + "  " + text(how), "31")
        }
        for (need, how, now) in diff.lostNeeds {
            let state = now.map { "  is held only so now: \($0.rawValue)" } ?? "  is held by nothing now"
            add("!", text(need) + "  " + text(how) + state, "31")
        }
        for change in diff.changes {
            let word = change.isWeaker ? "weaker: " : change.isStronger ? "stronger: " : ""
            add(
                change.isWeaker ? "!" : "~",
                "\(text(change.need))\(was(change))  \(word)\(text(change.old)) -> \(text(change.new))",
                change.isWeaker ? "31" : change.isStronger ? "32" : "33")
        }
        for (name, old, new) in diff.waves { add("~", "\(name)  wave \(old) -> \(new)", "33") }
        for shift in diff.shifts {
            add(
                "~", "\(shift.name)  ready \(time(shift.old)) -> \(time(shift.new))\(delta(shift.old, shift.new))", "33"
            )
        }
        if diff.end.old != nil || diff.end.new != nil {
            lines.append(
                "all ready: \(time(diff.end.old)) -> \(time(diff.end.new))\(delta(diff.end.old, diff.end.new))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func text(_ need: PlanDiff.Need) -> String {
        let condition = need.condition == .ready ? "" : " (\(need.condition.rawValue))"
        return "\(need.dependent) needs \(need.dependency)\(condition)"
    }

    private static func was(_ change: PlanDiff.Change) -> String {
        if change.oldCondition == change.need.condition { return "" }
        return " to be \(change.need.condition.rawValue), was \(change.oldCondition.rawValue)"
    }

    private static func text(_ how: PlanDiff.Assured) -> String {
        "[\(how.strategy.isEmpty ? "" : how.strategy + "; ")\(how.guarantee.isEmpty ? how.assurance.rawValue : how.guarantee)]"
    }

    private static func time(_ duration: Duration?) -> String { duration.map(DurationText.format) ?? "never" }

    private static func delta(_ old: Duration?, _ new: Duration?) -> String {
        guard let old, let new, old != new else { return "" }
        return " (\(new > old ? "+" : "")\(DurationText.format(new - old)))"
    }
}
