import Manifests
import Startup
import Topology

/// Asks all rules about all manifests.
public enum Linter {
    /// The findings, those of annotations and of the baseline taken out, and counted.
    public static func lint(_ survey: Survey, _ options: LintOptions = LintOptions()) -> LintReport {
        let set = SetSubject(survey)
        let asked = options.asked
        return report(survey, options, found(set.pods, asked) + found(set, asked))
    }

    /// The same on all cores.
    public static func lint(_ survey: Survey, _ options: LintOptions = LintOptions()) async -> LintReport {
        let set = SetSubject(survey)
        let asked = options.asked
        let parts = stride(from: 0, to: set.pods.count, by: 256).map { set.pods[$0..<min($0 + 256, set.pods.count)] }
        let ofPods = await SideBySide.map(parts) { found($0, asked) }
        return report(survey, options, ofPods.flatMap { $0 } + found(set, asked))
    }

    private typealias Found = (finding: Finding, hit: Hit)

    private static func found(_ pods: some Sequence<PodSubject>, _ rules: [Rule]) -> [Found] {
        pods.flatMap { pod in
            rules.flatMap { rule -> [Found] in
                guard case .pod(let check) = rule.check else { return [] }
                return check(pod).map { (finding($0, of: rule), $0) }
            }
        }
    }

    private static func found(_ set: SetSubject, _ rules: [Rule]) -> [Found] {
        rules.flatMap { rule -> [Found] in
            guard case .set(let check) = rule.check else { return [] }
            return check(set).map { (finding($0, of: rule), $0) }
        }
    }

    private static func report(_ survey: Survey, _ options: LintOptions, _ found: [Found]) -> LintReport {
        var report = LintReport()
        report.pods = survey.pods.count
        report.diagnostics = survey.diagnostics + survey.pods.flatMap(\.diagnostics)
        // What a rule has found was perhaps said already while the declaration was read.
        let said = Set(found.map { Said($0.finding) })
        report.diagnostics.removeAll { said.contains(Said($0)) }
        let ignores = IgnoreBook(survey, options.rules)
        let kept = inOrder(found, survey).filter { finding in
            guard ignores.covers(finding.finding, finding.hit) else { return true }
            report.ignored += 1
            return false
        }
        report.diagnostics += ignores.diagnostics
        report.findings = kept.map(\.finding)
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

    /// In the order of the files and places, then of the rules; twice the same at one place is said once.
    private static func inOrder(_ found: [Found], _ survey: Survey) -> [Found] {
        let order = fileOrder(survey)
        let sorted = found.enumerated().sorted { left, right in
            let (one, other) = (left.element.finding, right.element.finding)
            if one.file != other.file { return (order[one.file] ?? 0) < (order[other.file] ?? 0) }
            if one.location.line != other.location.line { return one.location.line < other.location.line }
            if one.location.column != other.location.column { return one.location.column < other.location.column }
            return one.rule.id == other.rule.id ? left.offset < right.offset : one.rule.id < other.rule.id
        }
        var seen: Set<String> = []
        return sorted.map(\.element).filter { one in
            let (finding, place) = (one.finding, one.finding.location)
            return seen.insert("\(finding.rule.id) \(finding.file) \(place.line) \(place.column) \(finding.message)")
                .inserted
        }
    }

    private static func finding(_ hit: Hit, of rule: Rule) -> Finding {
        let place = hit.place ?? hit.offset.map { Place(ofByte: $0, in: hit.node) } ?? Place(hit.node)
        return Finding(
            rule: rule, severity: hit.severity ?? rule.severity, message: hit.message, cure: hit.cure, file: place.file,
            location: place.location ?? hit.node.location, object: ObjectName.of(hit.object), container: hit.container,
            pointer: JSONPointer(to: hit.node, in: hit.object) ?? JSONPointer(), fix: hit.fix,
            objectNode: hit.object)
    }

    private struct Said: Hashable {
        var message: String
        var file: String
        var location: Location?

        init(_ finding: Finding) {
            (message, file, location) = (finding.message, finding.file, finding.location)
        }

        init(_ diagnostic: Diagnostic) {
            (message, file, location) = (diagnostic.message, diagnostic.file, diagnostic.location)
        }
    }

    private static func fileOrder(_ survey: Survey) -> [String: Int] {
        var order: [String: Int] = [:]
        for node in survey.pods.map(\.workload.node) + survey.objects.map(\.node) where order[node.source.name] == nil {
            order[node.source.name] = order.count
        }
        return order
    }
}
