import Prediction
import Rendering

/// Ways of ordering the start side by side, for people: a table for each workload, what to do, and all of that at a glance.
public enum ComparisonText {
    private static let header = ["", "cold start", "restarts", "scaling out", "against no hold"]

    /// The tables, in the order of the manifests.
    public static func render(_ comparison: Comparison, colour: Bool = false) -> String {
        if comparison.workloads.isEmpty { return "no workload waits for anything, or declares an order\n" }
        return comparison.workloads.map { render($0, colour) }.joined(separator: "\n") + summary(comparison)
    }

    /// Where to switch it on, at a glance; nothing where there is only one table to look at.
    private static func summary(_ comparison: Comparison) -> String {
        guard comparison.workloads.count > 1 else { return "" }
        var text = "\n\(comparison.workloads.count) workloads\n"
        for verdict in Advice.Verdict.allCases {
            let titles = comparison.workloads.filter { $0.advice.verdict == verdict }.map { LineText.plain($0.title) }
            if titles.isEmpty { continue }
            let more = titles.count > shown ? " and \(titles.count - shown) more" : ""
            text += "  \(verdict.rawValue): \(titles.prefix(shown).joined(separator: ", "))\(more)\n"
        }
        return text
    }

    /// So many titles a verdict are named in the summary.
    private static let shown = 5

    private static func render(_ workload: ComparedWorkload, _ colour: Bool) -> String {
        let bold = colour ? "\u{1B}[1m" : ""
        let plain = colour ? "\u{1B}[0m" : ""
        let rows = workload.rows + [workload.unheld]
        let cells = [header] + rows.map(words)
        let widths = header.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        var text = "\(bold)\(LineText.plain(workload.title))\(plain)\n"
        for row in cells {
            var line = "  " + row[0].padded(widths[0])
            for column in 1..<row.count {
                line += "  " + String(repeating: " ", count: widths[column] - row[column].count) + row[column]
            }
            text += line + "\n"
        }
        for row in rows {
            guard let blocked = row.cold.blocked ?? row.scaling.blocked else { continue }
            text += "  \(row.way.title): \(LineText.plain(blocked.text))\n"
        }
        return text + "  \(workload.advice.verdict.rawValue): \(LineText.plain(workload.advice.reason))\n"
    }

    private static func words(_ row: ComparisonRow) -> [String] {
        [
            row.way.title, time(row.cold.done), String(row.cold.restarts), time(row.scaling.done),
            row.extra.map { ($0 > .zero ? "+" : "") + DurationText.format($0) } ?? "",
        ]
    }

    private static func time(_ duration: Duration?) -> String { duration.map(DurationText.format) ?? "never" }
}

extension String {
    fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
