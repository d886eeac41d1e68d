/// Writes one container's row of the timeline while it happens, in time or in virtual time.
public struct RowRecorder: Sendable {
    /// The row so far, without what goes on.
    public private(set) var row: Timeline.Row
    /// What it does.
    public private(set) var activity: Timeline.Activity
    /// Since when.
    public private(set) var since = Duration.zero
    /// What it waits for, or why it is so.
    public private(set) var note: String
    /// When it was released last: from queued or held to its own program.
    public private(set) var releasedAt: Duration?
    /// When it became ready first.
    public private(set) var readyAt: Duration?
    /// When it completed last.
    public private(set) var completedAt: Duration?

    /// A row that begins at zero. `role` as in ``Timeline/Row/role``.
    public init(pod: String, container: String, role: String, activity: Timeline.Activity, note: String) {
        row = Timeline.Row(pod: pod, container: container, role: role)
        self.activity = activity
        self.note = note
    }

    /// It does something else, or for another reason. Times never go back.
    public mutating func change(to activity: Timeline.Activity, note: String = "", at now: Duration) {
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

    /// Something happened to it.
    public mutating func mark(_ kind: Timeline.Mark.Kind, _ text: String = "", at now: Duration) {
        if kind == .ready, readyAt == nil { readyAt = now }
        row.marks.append(.init(kind, now, text))
    }

    private mutating func close(at now: Duration) {
        guard now > since else { return }
        row.spans.append(.init(activity, since, now, note: note))
    }

    /// The row up to now.
    public func finished(at now: Duration) -> Timeline.Row {
        var copy = self
        copy.close(at: now)
        return copy.row
    }
}
