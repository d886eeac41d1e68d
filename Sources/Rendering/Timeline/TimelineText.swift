/// A timeline as a chart of characters, for terminals and logs.
public enum TimelineText {
    /// The chart in lines of `width` columns (40 at least), ended by a line break.
    ///
    /// Everything can be told apart without colour; there are no escape sequences unless `colour`.
    public static func render(_ timeline: Timeline, width: Int, colour: Bool) -> String {
        Chart(timeline, width: max(width, 40), colour: colour).lines().joined(separator: "\n") + "\n"
    }

    private struct Chart {
        let timeline: Timeline
        let width: Int
        let colour: Bool
        let nameWidth: Int
        let roleWidth: Int
        let barWidth: Int
        let summaryWidth: Int
        let axis: TimelineAxis

        init(_ timeline: Timeline, width: Int, colour: Bool) {
            self.timeline = timeline
            self.width = width
            self.colour = colour
            let longestName = timeline.rows.map { LineText.plain($0.container).count }.max() ?? 0
            nameWidth = min(longestName, max(9, width / 5))
            let roles = Set(timeline.rows.map(\.role))
            let showsRoles = width >= 120 && roles != ["container"]
            roleWidth = showsRoles ? 1 + min(roles.map(\.count).max() ?? 0, 9) : 0
            let room = width - 2 - nameWidth - roleWidth - 1
            let longestSummary = timeline.rows.map { TimelineSummary.full($0).count }.max() ?? 0
            let summaryLimit = room - max(12, width * 3 / 10)
            summaryWidth = max(0, min(longestSummary, summaryLimit - 2))
            barWidth = room - (summaryWidth > 0 ? summaryWidth + 2 : 0)
            axis = TimelineAxis(timeline, maximumTicks: max(3, barWidth / 7 + 1))
        }

        func lines() -> [String] {
            var lines: [String] = []
            for line in wrapped(timeline.title) { lines.append(paint(line, "1")) }
            if !timeline.rows.isEmpty {
                lines += [""] + axisLines()
                for pod in timeline.pods {
                    if !pod.name.isEmpty {
                        lines.append(paint(LineText.cut("pod " + LineText.plain(pod.name), width), "1"))
                    }
                    lines += pod.rows.map(line)
                }
                lines += [""] + LineText.wrap(legend(), width).map { paintLegend($0) }
            }
            if !lines.isEmpty, lines.last != "" { lines.append("") }
            if !timeline.criticalPath.isEmpty {
                let steps = timeline.criticalPath.map(LineText.plain)
                let pieces = steps.dropLast().map { $0 + " →" } + steps.suffix(1)
                lines += hanging(LineText.wrap(["critical path:"] + pieces, width - 2))
            }
            for hazard in timeline.hazards {
                lines += hanging(wrapped("! " + hazard, by: 2)).map { paint($0, "31") }
            }
            if !timeline.outcome.isEmpty {
                let sign = timeline.succeeded ? "✓ " : "✗ "
                lines += hanging(wrapped(sign + timeline.outcome, by: 2)).map {
                    paint($0, timeline.succeeded ? "1;32" : "1;31")
                }
            }
            return lines
        }

        private func line(_ row: Timeline.Row) -> String {
            let name = LineText.pad(LineText.squeeze(LineText.plain(row.container), nameWidth), nameWidth)
            var line = paint((row.isCritical ? "* " : "  ") + name, row.isCritical ? "1" : "")
            if roleWidth > 0 {
                let role = row.role == "container" ? "" : LineText.plain(row.role)
                line += " " + paint(LineText.pad(LineText.cut(role, roleWidth - 1), roleWidth - 1), "2")
            }
            let cells = TextBar.cells(row, axis: axis, width: barWidth)
            line += " " + TextBar.text(cells, colour: colour)
            let summary = TimelineSummary.fitted(row, width: summaryWidth)
            if !summary.isEmpty { return line + "  " + summary }
            while line.last == " " { line.removeLast() }
            return line
        }

        /// Two lines: the times, and the rule with a notch under each.
        private func axisLines() -> [String] {
            let indent = String(repeating: " ", count: 2 + nameWidth + roleWidth + 1)
            var labels = ""
            var rule = [Character](repeating: "─", count: barWidth)
            for tick in axis.ticks {
                let column = TextBar.column(axis.fraction(tick), barWidth)
                rule[column] = "┬"
                let label = TimelineAxis.label(tick)
                guard labels.isEmpty || labels.count < column, indent.count + column + label.count <= width else {
                    continue
                }
                labels = LineText.pad(labels, column) + label
            }
            return [paint(indent + labels, "2"), paint(indent + String(rule), "2")]
        }

        /// The pieces of the legend: only what occurs.
        private func legend() -> [String] {
            var pieces = timeline.activities.map { "\(TextBar.Cell.activity($0).character) \($0.rawValue) " }
            if timeline.has(.ready) { pieces.append("\(TextBar.Cell.ready.character) becomes ready ") }
            if timeline.has(.hazard) { pieces.append("\(TextBar.Cell.hazard.character) hazard ") }
            if timeline.rows.contains(where: \.isCritical) { pieces.append("* on the critical path ") }
            return pieces
        }

        private func paintLegend(_ line: String) -> String {
            var line = line
            while line.last == " " { line.removeLast() }
            guard colour else { return line }
            let cells = Timeline.Activity.allCases.map(TextBar.Cell.activity) + [.ready, .hazard]
            return line.split(separator: "  ").map { entry in
                let code = cells.first { $0.character == entry.first }?.colour ?? "1"
                return paint(String(entry.prefix(1)), code) + entry.dropFirst()
            }.joined(separator: "  ")
        }

        private func wrapped(_ text: String, by indent: Int = 0) -> [String] {
            LineText.wrap(LineText.plain(text), width - indent)
        }

        private func hanging(_ lines: [String]) -> [String] { lines.prefix(1) + lines.dropFirst().map { "  " + $0 } }

        private func paint(_ text: String, _ code: String) -> String { TextPaint.paint(text, code, colour) }
    }
}
