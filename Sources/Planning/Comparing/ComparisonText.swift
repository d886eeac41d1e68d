import Prediction
import Rendering

/// Ways of ordering the start side by side, for people: a table for each workload, and what to do.
public enum ComparisonText {
    private static let header = ["", "cold start", "restarts", "scaling out", "against no hold"]

    /// The tables, in the order of the manifests.
    public static func render(_ comparison: Comparison, colour: Bool = false) -> String {
        if comparison.workloads.isEmpty { return "no workload waits for anything, or declares an order\n" }
        return comparison.workloads.map { render($0, colour) }.joined(separator: "\n")
    }

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
