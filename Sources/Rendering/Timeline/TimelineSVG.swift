/// A timeline as a picture that needs nothing else: styles inside, light and dark, tooltips on every span and mark.
public enum TimelineSVG {
    /// The `svg` element, 1000 wide and as high as its rows need.
    public static func render(_ timeline: Timeline) -> String {
        var picture = Picture(timeline)
        picture.draw()
        return picture.document()
    }

    private struct Picture {
        static let left = 196.0
        static let right = 968.0
        static let margin = 20.0
        static let rowHeight = 42.0
        static let barHeight = 18.0
        /// How many characters of the footer fit on a line.
        static let columns = 135

        let timeline: Timeline
        let axis: TimelineAxis
        var body = ""
        var y = 34.0

        init(_ timeline: Timeline) {
            self.timeline = timeline
            axis = TimelineAxis(timeline, maximumTicks: 11)
        }

        func x(_ time: Duration) -> Double { Self.left + axis.fraction(time) * (Self.right - Self.left) }

        mutating func draw() {
            for line in LineText.wrap(timeline.title, 90, breaksWords: true) {
                body += SVGElement.text(Self.margin, y, "title", line)
                y += 22
            }
            footer(timeline.outcome, timeline.succeeded ? "good" : "bad")
            if !timeline.rows.isEmpty {
                chart()
                legend()
            }
            footer("Critical path:", timeline.criticalPath, "")
            for hazard in timeline.hazards { footer("⚠ " + hazard, "warn") }
        }

        func document() -> String {
            let height = SVGElement.number(y + 4)
            return """
                <svg xmlns="http://www.w3.org/2000/svg" class="hf" role="img" width="1000" height="\(height)" \
                viewBox="0 0 1000 \(height)">
                <title>\(XMLText.escape(timeline.title))</title>
                <desc>\(XMLText.escape(timeline.outcome))</desc>
                <style>
                \(SVGStyle.sheet)</style>
                \(SVGElement.rect(0.5, 0.5, 999, y + 3, "paper", radius: 8))\(body)</svg>

                """
        }

        /// The rows by pod, over a grid.
        private mutating func chart() {
            let top = y + 14
            y = top + 8
            var rows = ""
            for pod in timeline.pods {
                if !pod.name.isEmpty {
                    rows += SVGElement.text(
                        Self.margin, y + 13, "pod", LineText.squeeze("pod " + pod.name, 24), tooltip: pod.name)
                    y += 24
                }
                for row in pod.rows {
                    rows += draw(row)
                    y += Self.rowHeight
                }
            }
            for tick in axis.ticks {
                body += SVGElement.text(x(tick), top - 4, "tick", TimelineAxis.label(tick))
                body += SVGElement.line(x(tick), top + 2, x(tick), y, "grid")
            }
            body += rows
            y += 22
        }

        private func draw(_ row: Timeline.Row) -> String {
            let nameClass = row.isCritical ? "name critical-name" : "name"
            let name = LineText.squeeze(row.container, 20)
            var text = SVGElement.text(Self.margin, y + 14, nameClass, name, tooltip: row.container)
            if row.role != "container" {
                text += SVGElement.text(Self.margin, y + 29, "soft", LineText.cut(row.role, 24))
            }
            for span in row.spans { text += draw(span) }
            if row.isCritical, let first = row.spans.first, let last = row.spans.last {
                let start = x(first.start)
                let width = max(x(last.end) - start, 2)
                text += SVGElement.rect(start - 2, y - 2, width + 4, Self.barHeight + 4, "outline", radius: 4)
            }
            for mark in row.marks {
                var tooltip = "\(mark.kind.rawValue) at \(DurationText.format(mark.time))"
                if !mark.text.isEmpty { tooltip += ": " + mark.text }
                text += SVGElement.mark(mark.kind, x(mark.time), y, height: Self.barHeight, tooltip: tooltip)
            }
            let summary = LineText.cut(TimelineSummary.full(row), 110)
            return text + SVGElement.text(Self.left, y + Self.barHeight + 14, "soft", summary)
        }

        private func draw(_ span: Timeline.Span) -> String {
            let name = span.activity.rawValue
            let length = max(span.end - span.start, .zero)
            var tooltip = "\(name) \(DurationText.format(span.start)) – \(DurationText.format(span.end))"
            tooltip += " (\(DurationText.format(length)))"
            if !span.note.isEmpty { tooltip += ": " + span.note }
            let width = max(x(span.end) - x(span.start), 2)
            let start = min(x(span.start), Self.right - 2)
            let rect = SVGElement.rect(start, y, width, Self.barHeight, "a-\(name)", radius: 2, tooltip: tooltip)
            guard width > Double(name.count) * 6.5 + 20 else { return rect }
            return rect + SVGElement.text(start + width / 2, y + 13, "inside t-\(name)", name, tooltip: tooltip)
        }

        /// What the colours and signs mean: only those that occur.
        private mutating func legend() {
            var x = Self.margin
            func place(_ label: String) {
                let width = 30 + Double(label.count) * 7.2
                if x + width > Self.right { (x, y) = (Self.margin, y + 22) }
                body += SVGElement.text(x + 22, y, "soft", label)
                x += width
            }
            for activity in timeline.activities {
                place(activity.rawValue)
                let width = 30 + Double(activity.rawValue.count) * 7.2
                body += SVGElement.rect(x - width, y - 10, 16, 12, "a-\(activity.rawValue)", radius: 2)
            }
            for kind in Timeline.Mark.Kind.allCases where timeline.has(kind) {
                place(kind.rawValue)
                let width = 30 + Double(kind.rawValue.count) * 7.2
                body += SVGElement.mark(kind, x - width + 8, y - 10, height: 12)
            }
            if timeline.rows.contains(where: \.isCritical) {
                let label = "critical path"
                place(label)
                body += SVGElement.rect(x - 30 - Double(label.count) * 7.2, y - 10, 16, 12, "outline", radius: 3)
            }
            y += 26
        }

        /// A sentence on as many lines as it needs.
        private mutating func footer(_ sentence: String, _ classes: String) {
            for line in LineText.wrap(sentence, Self.columns, breaksWords: true) {
                body += SVGElement.text(Self.margin, y, classes, line)
                y += 18
            }
        }

        /// Steps with arrows between them.
        private mutating func footer(_ heading: String, _ steps: [String], _ classes: String) {
            guard !steps.isEmpty else { return }
            let pieces = [heading] + steps.dropLast().map { $0 + " →" } + steps.suffix(1)
            for line in LineText.wrap(pieces, Self.columns, breaksWords: true) {
                body += SVGElement.text(Self.margin, y, classes, line)
                y += 18
            }
        }
    }
}
