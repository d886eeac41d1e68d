import Manifests
import Prediction

/// Ways of ordering the start side by side, for programs.
public enum ComparisonJSON {
    /// `workloads`, each with `title`, `advice` (`verdict`, `reason`) and `rows`; a row has `way`, `cold` and `scaling`
    /// (each `done`, `restarts`, `early`, and `blocked`, which says what stands in the way), and `extra`. The way
    /// "without any hold" is among the rows. Times are milliseconds, `null` for never. `assumed` says with what
    /// durations.
    public static func render(_ comparison: Comparison) -> String {
        let workloads = comparison.workloads.map { workload in
            Value.fields(
                ("title", .string(workload.title)),
                (
                    "advice",
                    .fields(
                        ("verdict", .string(workload.advice.verdict.rawValue)),
                        ("reason", .string(workload.advice.reason)))
                ), ("rows", .sequence((workload.rows + [workload.unheld]).map(row))))
        }
        let value = Value.fields(
            ("workloads", .sequence(workloads)), ("assumed", .strings(comparison.assumed.map(\.text))))
        return ValueWriter.json(value, step: 2, indent: 0, lineBreak: "\n") + "\n"
    }

    private static func row(_ row: ComparisonRow) -> Value {
        .fields(
            ("way", .string(row.way.title)), ("cold", cell(row.cold)), ("scaling", cell(row.scaling)),
            ("extra", .milliseconds(row.extra)))
    }

    private static func cell(_ cell: Cell) -> Value {
        .fields(
            ("done", .milliseconds(cell.done)), ("restarts", .int(cell.restarts)), ("early", .strings(cell.early)),
            ("blocked", cell.blocked.map { .string($0.text) } ?? .null))
    }
}
