/// A start-up graph in words, for terminals and logs: pods with their waves, then who needs whom and what assures it.
public enum GraphText {
    /// Lines of `width` columns (60 at least), ended by a line break; single words that are longer stay whole.
    ///
    /// Everything can be told apart without colour; there are no escape sequences unless `colour`. Edges that differ
    /// only in who waits are one entry.
    public static func render(_ picture: GraphPicture, width: Int, colour: Bool) -> String {
        var page = Page(picture: picture, width: max(width, 60), colour: colour)
        page.write()
        return page.lines.isEmpty ? "" : page.lines.joined(separator: "\n") + "\n"
    }

    private struct Page {
        let picture: GraphPicture
        let width: Int
        let colour: Bool
        var lines: [String] = []

        mutating func write() {
            add(picture.title, code: "1")
            nodes()
            edges()
            ending()
        }

        private mutating func nodes() {
            let table = GraphTextTable(picture, width: width)
            var members = [[Int]](repeating: [], count: picture.groups.count)
            var targets: [Int] = []
            for (index, node) in picture.nodes.enumerated() {
                if let group = node.group { members[group].append(index) } else { targets.append(index) }
            }
            for (group, members) in zip(picture.groups, members) {
                gap()
                let place = group.place.isEmpty ? "" : " (\(group.place))"
                add("pod " + group.title + place, code: "1")
                write(members)
            }
            if !targets.isEmpty {
                gap()
                add("targets", code: "1")
                write(targets)
            }
            func write(_ members: [Int]) {
                guard !members.isEmpty else { return }
                lines.append(paint(table.heading, "2"))
                for member in members { lines.append(paint(table.row(member), isBold(member) ? "1" : "")) }
            }
        }

        private func isBold(_ node: Int) -> Bool { picture.nodes[node].isCritical }

        private mutating func edges() {
            guard !picture.edges.isEmpty else { return }
            gap()
            add("needs", code: "1")
            for entry in GraphTextEntry.entries(picture) {
                let code =
                    switch entry.edge.assurance {
                    case .closed: "32"
                    case .open: "33"
                    case .none: "31"
                    }
                let sign = entry.isCritical ? "* " : "  "
                for (index, line) in wrap(entry.sentence(picture), by: 2).enumerated() {
                    lines.append(paint((index == 0 ? sign : "    ") + line, entry.isCritical ? "1" : ""))
                }
                for fact in entry.facts {
                    let label = "    " + LineText.pad(fact.label, 11)
                    for (index, line) in wrap(fact.text, by: 15).enumerated() {
                        let start = index == 0 ? label : String(repeating: " ", count: 15)
                        lines.append(start + paint(line, fact.isAssurance ? code : ""))
                    }
                }
            }
        }

        private mutating func ending() {
            gap()
            if picture.nodes.contains(where: \.isCritical) { lines.append("* on the critical path") }
            if !picture.criticalPath.isEmpty {
                let steps = picture.criticalSteps.map(LineText.plain)
                let pieces = ["critical path:"] + steps.dropLast().map { $0 + " →" } + steps.suffix(1)
                hang(LineText.wrap(pieces, width - 2))
            }
            for remark in picture.remarks { hang(wrap("! " + remark, by: 2), code: "31") }
            let good = picture.end != nil
            hang(wrap((good ? "✓ " : "✗ ") + picture.outcome, by: 2).filter { $0 != "✗" }, code: good ? "1;32" : "1;31")
            while lines.last == "" { lines.removeLast() }
        }

        private mutating func hang(_ texts: [String], code: String = "") {
            for (index, line) in texts.enumerated() { lines.append(paint((index == 0 ? "" : "  ") + line, code)) }
        }

        private mutating func add(_ text: String, code: String) {
            for line in wrap(text) { lines.append(paint(line, code)) }
        }

        private mutating func gap() { if !lines.isEmpty, lines.last != "" { lines.append("") } }

        private func wrap(_ text: String, by indent: Int = 0) -> [String] {
            LineText.wrap(LineText.plain(text), width - indent)
        }

        private func paint(_ text: String, _ code: String) -> String { TextPaint.paint(text, code, colour) }
    }
}
