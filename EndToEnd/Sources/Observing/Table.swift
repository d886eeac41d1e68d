import Foundation

/// A table as text and as Markdown.
package struct Table: Sendable {
    package var columns: [String]
    package var rows: [[String]] = []

    package init(columns: [String], rows: [[String]] = []) {
        self.columns = columns
        self.rows = rows
    }

    /// Columns side by side, the first to the left and the others, which are figures, to the right.
    package var text: String {
        let widths = columns.indices.map { column in ([columns] + rows).map { $0[column].count }.max() ?? 0 }
        return ([columns] + rows).map { row in
            zip(row, widths).enumerated().map { index, cell in
                let gap = String(repeating: " ", count: cell.1 - cell.0.count)
                return index == 0 ? cell.0 + gap : gap + cell.0
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    /// The same for a document.
    package var markdown: String {
        let line = columns.indices.map { $0 == 0 ? "---" : "---:" }
        return ([columns, line] + rows).map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }

    /// A number with two digits behind the point, or a dash for none.
    package static func number(_ value: Double?, digits: Int = 2) -> String {
        value.map { String(format: "%.\(digits)f", $0) } ?? "–"
    }
}
