import CLocalRun
import Rendering

/// A terminal: what happens scrolls above, and below stands one line a container: state, what it waits for, since when.
final class LiveView: RunView {
    private let plain: PlainView
    private var drawn = 0
    private var last: [String] = []

    init(names: [String], colour: Bool) {
        plain = PlainView(names: names, colour: colour)
    }

    var interval: Duration? { .milliseconds(200) }

    func show(_ event: RunEvent) {
        erase()
        TerminalText.write(plain.line(event))
    }

    func update(_ status: [ContainerStatus], at now: Duration) {
        let width = max(40, Int(holdfast_terminal_width(1)))
        let lines = LiveView.lines(status, at: now, width: width)
        guard lines != last || drawn == 0 else { return }
        erase()
        last = lines
        drawn = lines.count
        TerminalText.write(lines.map { $0 + "\n" }.joined())
    }

    /// The status lines, each cut to the width.
    static func lines(_ status: [ContainerStatus], at now: Duration, width: Int) -> [String] {
        let names = status.map { $0.pod + "/" + $0.container }
        let column = min(width / 2, names.map(\.count).max() ?? 0)
        return zip(status, names).map { container, name in
            let state = container.state + String(repeating: " ", count: max(0, 11 - container.state.count))
            let padded = String(name.prefix(column)) + String(repeating: " ", count: max(0, column - name.count))
            let time = DurationText.format(now - container.since)
            return String("\(padded)  \(state) \(time)  \(container.note)".prefix(width - 1))
        }
    }

    private func erase() {
        if drawn > 0 { TerminalText.write("\u{1B}[\(drawn)A\u{1B}[J") }
        drawn = 0
    }

    func finish() { erase() }
}
