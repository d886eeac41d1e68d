import Manifests
import Startup
import Topology

/// What `holdfast.dev/lint-ignore` annotations put aside: `HF101: the vendor's image needs it`, several with a line break
/// or a semicolon between them. A reason is asked for, because nobody remembers it a year later.
struct IgnoreBook {
    static let annotation = "holdfast.dev/lint-ignore"

    private struct Entry {
        var rules: [Rule]
        /// Of all rules: `all: reason`.
        var isForAll: Bool
    }

    /// By the object's place in its source.
    private var entries: [ObjectKey: [Entry]] = [:]
    /// Annotations that cannot be read, or have no reason.
    private(set) var diagnostics: [Diagnostic] = []

    init(_ survey: Survey, _ rules: [Rule]) {
        for pod in survey.pods {
            read(pod.workload.node["metadata"], of: pod.workload.node, rules)
            let template = pod.workload.template
            if template.position != pod.workload.node.position {
                read(template["metadata"], of: pod.workload.node, rules)
            }
        }
        for object in survey.objects { read(object.node["metadata"], of: object.node, rules) }
    }

    private mutating func read(_ metadata: Node?, of object: Node, _ rules: [Rule]) {
        guard let node = metadata?["annotations"]?[IgnoreBook.annotation], !node.isNull else { return }
        for line in node.text.split(whereSeparator: { $0 == "\n" || $0 == ";" }) {
            let line = line.trimmed
            if line.isEmpty { continue }
            let parts = line.split(separator: ":", maxSplits: 1).map { String($0).trimmed }
            let names = parts[0].split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
            guard parts.count == 2, !parts[1].isEmpty else {
                diagnostics.append(
                    Diagnostic(
                        .error, "\(IgnoreBook.annotation) gives no reason for \(line)",
                        cure: "write \"\(names.first ?? "HF101"): why this is right here\"", at: node))
                continue
            }
            var entry = Entry(rules: [], isForAll: names == ["all"])
            for name in names where !entry.isForAll {
                if let rule = rules.first(where: { $0.isNamed(name) }) {
                    entry.rules.append(rule)
                } else {
                    let near = Suggestion.cure(for: name, among: rules.map(\.name))
                    diagnostics.append(
                        Diagnostic(
                            .error, "\(IgnoreBook.annotation): there is no rule \(name)",
                            cure: near.hasPrefix("use ") ? "holdfast lint --rules lists them" : near, at: node))
                }
            }
            entries[ObjectKey(object), default: []].append(entry)
        }
    }

    /// Whether an annotation of the finding's object puts it aside.
    func covers(_ finding: Finding, _ hit: Hit) -> Bool {
        (entries[ObjectKey(hit.object)] ?? []).contains { entry in
            entry.isForAll || entry.rules.contains { $0.id == finding.rule.id }
        }
    }
}

/// An object by where it stands.
private struct ObjectKey: Hashable {
    var file: String
    var line: Int
    var position: Int

    init(_ object: Node) {
        file = object.source.name
        line = object.location.line
        position = object.position
    }
}
