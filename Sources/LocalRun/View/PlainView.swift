import Rendering

/// Lines: events with their time, output behind its container's name as `docker compose up` has it.
final class PlainView: RunView {
    private let width: Int
    private let colour: Bool
    private let colours: [String: Int]

    /// `names` are `pod/container`, for the width and the colours of the prefixes.
    init(names: [String], colour: Bool) {
        width = min(40, names.map(\.count).max() ?? 0)
        self.colour = colour
        colours = Dictionary(names.enumerated().map { ($1, [36, 33, 32, 35, 34, 96, 93, 92][$0 % 8]) }) { first, _ in
            first
        }
    }

    var interval: Duration? { nil }

    func show(_ event: RunEvent) {
        TerminalText.write(line(event))
    }

    /// A line for an event, with its newline.
    func line(_ event: RunEvent) -> String {
        let name = event.container.isEmpty ? event.pod : event.pod + "/" + event.container
        let padded = name + String(repeating: " ", count: max(0, width - name.count))
        let prefix =
            colour && colours[name] != nil ? "\u{1B}[\(colours[name] ?? 0)m\(padded) |\u{1B}[0m" : padded + " |"
        switch event.kind {
        case .output, .errorOutput: return "\(prefix) \(TerminalText.plain(event.text))\n"
        default:
            let text = event.text.isEmpty ? event.kind.rawValue : event.kind.rawValue + ": " + event.text
            let time = DurationText.format(event.time)
            let body = "\(String(repeating: " ", count: max(0, 6 - time.count)))\(time)  \(text)"
            guard colour else { return "\(padded) *\(body)\n" }
            let code = event.kind == .hazard ? 31 : event.kind == .ready ? 32 : 2
            return "\(prefix.dropLast(5))\u{1B}[0m\u{1B}[\(code)m *\(body)\u{1B}[0m\n"
        }
    }

    func update(_ status: [ContainerStatus], at now: Duration) {}
    func finish() {}
}
