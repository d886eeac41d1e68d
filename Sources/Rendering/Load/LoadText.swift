import Simulation

/// What waiting puts on a dependency, for terminals and logs: a table with a row for each way of waiting, and under it
/// a bar chart of the attempts over time. No escape sequences; columns of the table that are zero throughout are left
/// out.
public enum LoadText {
    /// Lines ended by a line break. The chart has lines of `width` columns (40 at least); the table is as wide as its
    /// figures.
    public static func render(_ comparison: LoadComparison, width: Int) -> String {
        var lines = LineText.wrap(title(comparison.parameters), max(width, 40))
        if !comparison.rows.isEmpty {
            lines += [""] + LoadTable.lines(comparison.rows)
            lines += [""] + LoadChart(comparison, width: max(width, 40)).lines()
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func title(_ fleet: FleetLoad.Parameters) -> String {
        var title = "\(fleet.replicas.grouped) \(fleet.replicas == 1 ? "pod" : "pods")"
        title += " on \(fleet.nodes.grouped) \(fleet.nodes == 1 ? "node" : "nodes")"
        title += fleet.schedulerRate.map { ", bound at \($0.grouped) a second" } ?? ", bound already"
        title += "; the dependency is "
        title += fleet.readyTime.map { "ready after \(DurationText.format($0))" } ?? "never ready"
        if let capacity = fleet.capacity { title += " and answers \(capacity.attemptsPerSecond.grouped) a second" }
        return title
    }
}
