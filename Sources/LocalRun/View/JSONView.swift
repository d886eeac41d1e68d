import Rendering

/// One JSON object an event, for scripts.
final class JSONView: RunView {
    var interval: Duration? { nil }

    func show(_ event: RunEvent) {
        TerminalText.write(JSONView.line(event))
    }

    /// The object and a newline; times in milliseconds since the run began.
    static func line(_ event: RunEvent) -> String {
        let (seconds, attoseconds) = event.time.components
        let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
        var text = "{\"milliseconds\":\(milliseconds),\"kind\":\(JSONText.quote(event.kind.rawValue))"
        if !event.pod.isEmpty { text += ",\"pod\":\(JSONText.quote(event.pod))" }
        if !event.container.isEmpty { text += ",\"container\":\(JSONText.quote(event.container))" }
        return text + ",\"text\":\(JSONText.quote(event.text))}\n"
    }

    func update(_ status: [ContainerStatus], at now: Duration) {}
    func finish() {}
}
