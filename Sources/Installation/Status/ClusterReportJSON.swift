import Manifests

/// A report for programs.
public enum ClusterReportJSON {
    /// One JSON document: `healthy`, `checks`, `policies`, `unheld`, `pods`, `held`.
    public static func render(_ report: ClusterReport) -> String {
        let value = Value.fields(
            ("healthy", .bool(report.isHealthy)), ("pods", .int(report.pods)), ("held", .int(report.held)),
            (
                "checks",
                .sequence(
                    report.checks.map {
                        .fields(
                            ("title", .string($0.title)), ("state", .string($0.state.rawValue)),
                            ("text", .string($0.text)), ("cure", .string($0.cure)))
                    })
            ),
            (
                "policies",
                .sequence(
                    report.policies.map {
                        .fields(
                            ("name", .string($0.name)), ("accepted", .bool($0.isAccepted)), ("pods", .int($0.pods)),
                            ("held", .int($0.held)), ("workloads", .strings($0.workloads)),
                            ("workloadCount", .int($0.workloadCount)), ("error", .string($0.error)))
                    })
            ),
            (
                "unheld",
                .sequence(
                    report.unheld.map {
                        .fields(
                            ("namespace", .string($0.namespace)), ("workload", .string($0.workload)),
                            ("pods", .int($0.pods)), ("cure", .string($0.cure)))
                    })
            ))
        return ValueWriter.json(value, step: 2, indent: 0, lineBreak: "\n") + "\n"
    }
}
