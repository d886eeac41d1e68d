import Manifests
import Startup
import Topology

/// Asks all rules about all manifests.
public enum Linter {
    /// The findings, those of annotations and of the baseline taken out, and counted.
    public static func lint(_ survey: Survey, _ options: LintOptions = LintOptions()) -> LintReport {
        var report = LintReport()
        report.pods = survey.pods.count
        report.diagnostics = survey.diagnostics + survey.pods.flatMap(\.diagnostics)
        var findings = find(survey, options.asked)
        let ignores = IgnoreBook(survey, options.rules)
        findings = findings.filter { finding in
            guard ignores.covers(finding.finding, finding.hit) else { return true }
            report.ignored += 1
            return false
        }
        report.diagnostics += ignores.diagnostics
        report.findings = findings.map(\.finding)
        if let baseline = options.baseline {
            // Before the severity: what is not shown is not gone.
            let split = baseline.split(report.findings)
            report.findings = split.new
            report.accepted = split.known
            report.gone = split.gone.filter { options.asks($0.rule) }
        }
        report.findings.removeAll { $0.severity < options.severity }
        return report
    }

    /// What the rules find, in the order of the files and places; twice the same at one place is said once.
    static func find(_ survey: Survey, _ rules: [Rule]) -> [(finding: Finding, hit: Hit)] {
        let set = SetSubject(survey)
        let order = fileOrder(survey)
        var found: [(finding: Finding, hit: Hit)] = []
        for rule in rules {
            let hits: [Hit] =
                switch rule.check {
                case .pod(let check): set.pods.flatMap(check)
                case .set(let check): check(set)
                }
            found += hits.map { (finding($0, of: rule), $0) }
        }
        let sorted = found.enumerated().sorted { left, right in
            let (one, other) = (left.element.finding, right.element.finding)
            if one.file != other.file { return (order[one.file] ?? 0) < (order[other.file] ?? 0) }
            if one.location.line != other.location.line { return one.location.line < other.location.line }
            if one.location.column != other.location.column { return one.location.column < other.location.column }
            return left.offset < right.offset
        }
        var seen: Set<String> = []
        return sorted.map(\.element).filter { one in
            let finding = one.finding
            return seen.insert(
                "\(finding.rule.id) \(finding.file) \(finding.location.line) \(finding.location.column) \(finding.message)"
            ).inserted
        }
    }

    private static func finding(_ hit: Hit, of rule: Rule) -> Finding {
        let place = hit.offset.map { Place(ofByte: $0, in: hit.node) } ?? Place(hit.node)
        return Finding(
            rule: rule, severity: hit.severity ?? rule.severity, message: hit.message, cure: hit.cure, file: place.file,
            location: place.location ?? hit.node.location, object: ObjectName.of(hit.object), container: hit.container,
            pointer: JSONPointer(to: hit.node, in: hit.object) ?? JSONPointer(), fix: hit.fix,
            objectNode: hit.object)
    }

    private static func fileOrder(_ survey: Survey) -> [String: Int] {
        var order: [String: Int] = [:]
        for node in survey.pods.map(\.workload.node) + survey.objects.map(\.node) where order[node.source.name] == nil {
            order[node.source.name] = order.count
        }
        return order
    }
}
