/// A report for people.
public enum ClusterReportText {
    /// Lines of plain text, the last one says whether it is healthy.
    public static func render(_ report: ClusterReport) -> String {
        var text = ""
        let width = report.checks.map(\.title.count).max() ?? 0
        for check in report.checks {
            text += line([(mark(check.state), 8), (check.title, width + 2), (check.text, 0)])
            if !check.cure.isEmpty { text += "        \(check.cure)\n" }
        }
        if !report.policies.isEmpty {
            text += "\nPolicies\n"
            let width = report.policies.map(\.name.count).max() ?? 0
            for policy in report.policies {
                let counts = "\(policy.held) of \(policy.pods) pods held"
                text += line([
                    ("", 2), (policy.name, width + 2), (policy.isAccepted ? counts : "does not count", 0),
                ])
                if !policy.error.isEmpty { text += "    \(policy.error)\n" }
                for workload in policy.workloads { text += "    \(workload)\n" }
                let more = policy.workloadCount - policy.workloads.count
                if more > 0 { text += "    and \(more) more\n" }
            }
        }
        if !report.unheld.isEmpty {
            text += "\nCreated without Holdfast\n"
            for one in report.unheld {
                text += "  \(one.namespace)/\(one.workload): \(one.pods) \(one.pods == 1 ? "pod" : "pods")\n"
                text += "    \(one.cure)\n"
            }
        }
        text += "\n\(report.held) of \(report.pods) pods are held by Holdfast; "
        return text + (report.isHealthy ? "healthy\n" : "not healthy\n")
    }

    private static func mark(_ state: ClusterReport.Check.State) -> String {
        switch state {
        case .good: "ok"
        case .bad: "BAD"
        case .unknown: "?"
        }
    }

    private static func line(_ cells: [(text: String, width: Int)]) -> String {
        cells.map { $0.text + String(repeating: " ", count: max(0, $0.width - $0.text.count)) }.joined() + "\n"
    }
}
