import Rendering

/// Writes one container's row of the timeline while it happens.
struct RowRecorder {
    private(set) var row: Timeline.Row
    private(set) var activity: Timeline.Activity
    private(set) var since = Duration.zero
    private(set) var note: String
    /// When it was released last: from queued or held to its own program.
    private(set) var releasedAt: Duration?
    private(set) var readyAt: Duration?
    private(set) var completedAt: Duration?

    init(pod: String, container: String, role: String, activity: Timeline.Activity, note: String) {
        row = Timeline.Row(pod: pod, container: container, role: role)
        self.activity = activity
        self.note = note
    }

    mutating func change(to activity: Timeline.Activity, note: String = "", at now: Duration) {
        let wasHeld = self.activity == .queued || self.activity == .held
        if wasHeld, activity != .queued, activity != .held { releasedAt = now }
        guard activity != self.activity || note != self.note else { return }
        if activity == self.activity {
            // The reason of a hold changes often; the picture wants one span with the last reason.
            self.note = note
            return
        }
        close(at: now)
        self.activity = activity
        self.note = note
        since = now
        if activity == .completed { completedAt = now }
    }

    mutating func mark(_ kind: Timeline.Mark.Kind, _ text: String = "", at now: Duration) {
        if kind == .ready, readyAt == nil { readyAt = now }
        row.marks.append(.init(kind, now, text))
    }

    private mutating func close(at now: Duration) {
        guard now > since else { return }
        row.spans.append(.init(activity, since, now, note: note))
    }

    /// The row up to now.
    func finished(at now: Duration) -> Timeline.Row {
        var copy = self
        copy.close(at: now)
        return copy.row
    }
}
