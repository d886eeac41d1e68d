/// A container's row of a recording, and what it says about the container's own times.
struct RecordedRow {
    var spans: [(activity: String, start: Duration, end: Duration)] = []
    var marks: [(kind: String, time: Duration, text: String)] = []

    /// A program begins with its process, or when that is no longer held. Of a container that became ready, the last
    /// start before counts: the earlier ones failed. With a probe, the time until ready has the probe's own in it.
    var times: [AssumedKey: Duration] {
        var times: [AssumedKey: Duration] = [:]
        if let ready = marks.first(where: { $0.kind == "ready" })?.time, let begin = beginning(before: ready) {
            times[.ready] = ready - begin
        }
        if let end = marks.last(where: { $0.kind == "exited" && $0.text == "exit 0" })?.time,
            spans.last?.activity == "completed", let begin = beginning(before: end)
        {
            times[.end] = end - begin
        }
        // A failure before it was ever ready: as if something had been missing.
        let stops = spans.filter { $0.activity == "terminating" }
        if let fall = marks.first(where: { mark in
            // Whoever was told to stop did not fall over.
            mark.kind == "exited" && mark.text != "exit 0"
                && !stops.contains { $0.start <= mark.time && mark.time <= $0.end }
        })?.time,
            times[.ready].map({ _ in fall < (marks.first { $0.kind == "ready" }?.time ?? .zero) }) ?? true,
            let begin = beginning(before: fall)
        {
            times[.crash] = fall - begin
        }
        return times
    }

    private func beginning(before time: Duration) -> Duration? {
        guard let start = marks.last(where: { $0.kind == "started" && $0.time <= time })?.time else { return nil }
        let held = spans.last { $0.activity == "held" && $0.end <= time }?.end ?? start
        return max(start, held)
    }
}
