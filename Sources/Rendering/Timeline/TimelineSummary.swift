/// A row in words: how long it waited and for what, and how it ended.
enum TimelineSummary {
    /// Everything, such as `held 4s for http://config:8080/info, ready 4.3s`.
    static func full(_ row: Timeline.Row) -> String { text(row, noteLimit: .max) }

    /// As much as fits: schemes of addresses go first, then the note is shortened, then it goes, then all but the end.
    static func fitted(_ row: Timeline.Row, width: Int) -> String {
        let whole = full(row)
        if whole.count <= width { return whole }
        var bare = row
        for index in bare.spans.indices { bare.spans[index].note = withoutScheme(bare.spans[index].note) }
        let note = bare.reasons(.held).count - (full(bare).count - width)
        if note >= 8 { return text(bare, noteLimit: note) }
        let brief = text(row, noteLimit: 0)
        if brief.count <= width { return brief }
        return LineText.cut(end(row), width)
    }

    /// `config:8080/info` of `http://config:8080/info`; anything that does not begin with a scheme stays.
    private static func withoutScheme(_ note: String) -> String {
        let scheme = note.prefix { $0.isLetter || $0.isNumber || $0 == "+" || $0 == "-" || $0 == "." }
        guard !scheme.isEmpty, note.dropFirst(scheme.count).hasPrefix("://") else { return note }
        return String(note.dropFirst(scheme.count + 3))
    }

    /// How the row ended, such as `ready 4.3s`.
    static func end(_ row: Timeline.Row) -> String {
        let ready = row.readyTime.map { "ready " + DurationText.format($0) }
        guard let last = row.spans.last else { return ready ?? "" }
        let since = DurationText.format(last.start)
        switch last.activity {
        case .completed: return row.role == "init" ? "completed \(since)" : join(ready, "completed \(since)")
        case .failed: return join(ready, "failed \(since)")
        case .backoff: return join(ready, "in backoff")
        case .queued: return ready ?? "never started"
        case .held: return ready ?? "never released"
        case .starting, .hook:
            let lost = row.readyTime.map { $0 < last.start } ?? false
            return lost ? join(ready, "no longer ready") : ready ?? "not ready"
        case .terminating: return ready ?? "never ready"
        case .running: return ready ?? "running \(since)"
        }
    }

    private static func text(_ row: Timeline.Row, noteLimit: Int) -> String {
        var parts: [String] = []
        let held = row.total(.held)
        if held.wholeMilliseconds > 0 {
            let reason = LineText.cut(row.reasons(.held), noteLimit)
            parts.append("held " + DurationText.format(held) + (reason.isEmpty ? "" : " for " + reason))
        }
        for activity in [Timeline.Activity.hook, .backoff] {
            let total = row.total(activity)
            if total.wholeMilliseconds > 0 { parts.append("\(activity.rawValue) " + DurationText.format(total)) }
        }
        let end = end(row)
        if !end.isEmpty { parts.append(end) }
        return parts.joined(separator: ", ")
    }

    private static func join(_ first: String?, _ second: String) -> String {
        first.map { $0 + ", " + second } ?? second
    }
}

extension Timeline.Row {
    /// When it first became ready.
    var readyTime: Duration? { marks.first { $0.kind == .ready }?.time }

    /// How long it did one thing, all together.
    func total(_ activity: Timeline.Activity) -> Duration {
        spans.reduce(.zero) { $1.activity == activity ? $0 + max(.zero, $1.end - $1.start) : $0 }
    }

    /// The notes of the spans of one kind, each once.
    func reasons(_ activity: Timeline.Activity) -> String {
        var notes: [String] = []
        for span in spans where span.activity == activity && !span.note.isEmpty && !notes.contains(span.note) {
            notes.append(span.note)
        }
        return LineText.plain(notes.joined(separator: ", "))
    }
}

extension Timeline {
    /// The activities that occur, in the order in which they are declared.
    var activities: [Activity] {
        var seen: Set<Activity> = []
        for row in rows { for span in row.spans { seen.insert(span.activity) } }
        return Activity.allCases.filter(seen.contains)
    }

    /// Whether a mark of this kind occurs.
    func has(_ kind: Mark.Kind) -> Bool { rows.contains { $0.marks.contains { $0.kind == kind } } }

    /// The rows with neighbours of the same pod together.
    var pods: [(name: String, rows: [Row])] {
        var pods: [(name: String, rows: [Row])] = []
        for row in rows {
            if let last = pods.indices.last, pods[last].name == row.pod {
                pods[last].rows.append(row)
            } else {
                pods.append((row.pod, [row]))
            }
        }
        return pods
    }
}
