import Simulation

/// The figures of each way of waiting, in columns.
enum LoadTable {
    private struct Column: Sendable {
        let title: String
        let cell: @Sendable (FleetLoad.Result) -> String
        /// Whether it is left out when no row has anything to say in it.
        var isOptional = false
    }

    private static let columns: [Column] = [
        Column(title: "attempts") { $0.attempts.grouped },
        Column(title: "peak/s") { $0.peakPerSecond.grouped },
        Column(title: "peak/0.1s") { $0.peakPerTenth.grouped },
        Column(title: "refused", cell: { $0.refused.grouped }, isOptional: true),
        Column(title: "lag p50") { text($0.lag?.median) },
        Column(title: "p99") { text($0.lag?.p99) },
        Column(title: "max") { text($0.lag?.maximum) },
        Column(title: "wasted") { DurationText.format($0.wasted) },
        Column(title: "last up") { text($0.lastUp) },
        Column(title: "too early", cell: { $0.early.grouped }, isOptional: true),
        Column(title: "gave up", cell: { $0.gaveUp.grouped }, isOptional: true),
    ]

    /// A line of titles, then a line for each row.
    static func lines(_ rows: [LoadComparison.Row]) -> [String] {
        let names = ["waiting"] + rows.map(\.method.text)
        let width = names.map(\.count).max() ?? 0
        var lines = names.map { LineText.pad($0, width) }
        for column in columns {
            let cells = rows.map { column.cell($0.result) }
            if column.isOptional, cells.allSatisfy({ $0 == "0" }) { continue }
            let all = [column.title] + cells
            let width = all.map(\.count).max() ?? 0
            for (index, cell) in all.enumerated() {
                lines[index] += "  " + String(repeating: " ", count: width - cell.count) + cell
            }
        }
        return lines
    }

    private static func text(_ duration: Duration?) -> String { duration.map(DurationText.format) ?? "-" }
}
