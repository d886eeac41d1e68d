import Rendering

/// Timelines that the tests draw.
enum Samples {
    /// Two containers, the second held until the first is ready.
    static let pair = Timeline(
        title: "shop.yaml", outcome: "ready after 4.3s",
        rows: [
            Timeline.Row(
                pod: "shop", container: "config", role: "sidecar",
                spans: [
                    Timeline.Span(.starting, .zero, .seconds(4)),
                    Timeline.Span(.running, .seconds(4), .seconds(8)),
                ], marks: [Timeline.Mark(.started, .zero), Timeline.Mark(.ready, .seconds(4))], isCritical: true),
            Timeline.Row(
                pod: "shop", container: "app", role: "container",
                spans: [
                    Timeline.Span(.held, .zero, .seconds(4), note: "http://config:8080/info"),
                    Timeline.Span(.starting, .seconds(4), .milliseconds(4300)),
                    Timeline.Span(.running, .milliseconds(4300), .seconds(8)),
                ], marks: [Timeline.Mark(.ready, .milliseconds(4300))], isCritical: true),
        ], end: .seconds(8), criticalPath: ["config ready 4s", "app ready 4.3s"])

    /// Every activity and kind of mark, and text that means something to XML, JSON and terminals.
    static let nasty: Timeline = {
        let evil = "<b a=\"1\" c='2'> & ]]> \u{1B}[31m\u{0}\n\\ \u{202E}é"
        var row = Timeline.Row(pod: evil, container: evil, role: evil, isCritical: true)
        for (index, activity) in Timeline.Activity.allCases.enumerated() {
            row.spans.append(Timeline.Span(activity, .seconds(index), .seconds(index + 1), note: evil))
        }
        for (index, kind) in Timeline.Mark.Kind.allCases.enumerated() {
            row.marks.append(Timeline.Mark(kind, .seconds(index), evil))
        }
        return Timeline(
            title: evil, outcome: evil, succeeded: false, rows: [row], end: .seconds(9), criticalPath: [evil, evil],
            hazards: [evil])
    }()

    /// Containers without any time, as when a run fails at once.
    static let instant = Timeline(
        title: "instant",
        rows: [
            Timeline.Row(
                pod: "p", container: "a", role: "container", spans: [Timeline.Span(.failed, .zero, .zero)],
                marks: [Timeline.Mark(.exited, .zero, "exit status 1")]),
            Timeline.Row(pod: "p", container: "b", role: "container"),
        ])

    /// Names of 63 characters, as Kubernetes allows.
    static let long: Timeline = {
        var timeline = pair
        timeline.rows[0].container = "first-" + String(repeating: "x", count: 50) + "-config"
        timeline.rows[1].container = "second-" + String(repeating: "x", count: 52) + "-app"
        timeline.hazards = ["the container of that very long name started before its dependency was ready"]
        return timeline
    }()

    /// All of them, and one without rows.
    static let all = [pair, nasty, instant, long, Timeline(title: "")]
}
