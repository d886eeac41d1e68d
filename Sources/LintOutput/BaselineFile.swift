import Lint
import Manifests

/// A baseline as a file: JSON that lint writes, or the same as YAML.
///
/// ```
/// {"version": 1, "findings": [{"rule": "HF302", "object": "pod/shop", "container": "proxy", "message": "…"}]}
/// ```
public enum BaselineFile {
    /// Larger ones are no baseline: a finding takes some 200 bytes.
    private static let limit = 16 << 20

    /// Reads it. With an error among the diagnostics there is no baseline; a rule that is not known any more is a warning.
    public static func read(_ source: Source, rules: [Rule] = RuleBook.rules) -> (
        baseline: Baseline?, diagnostics: [Diagnostic]
    ) {
        var limits = Limits()
        limits.bytes = limit
        limits.depth = 8
        let documents: [Document]
        do throws(ParseError) {
            documents = try YAML.parse(source, limits: limits)
        } catch {
            return (nil, [Diagnostic(error, file: source.name)])
        }
        guard documents.count == 1, let root = documents.first?.root, root.kind == .mapping else {
            return (nil, [noBaseline(source, documents.first?.root.location)])
        }
        var fields = FieldReader()
        fields.unknownKeys(in: root, known: ["version", "findings"], of: "a baseline")
        let version = fields.int(root, "version", "")
        guard let version else {
            return (nil, fields.diagnostics + [noBaseline(source, root.location)])
        }
        guard version == 1 else {
            let node = root["version"] ?? root
            return (
                nil,
                [
                    Diagnostic(
                        .error, "version \(version) of a baseline is not known", cure: "this holdfast knows 1", at: node
                    )
                ]
            )
        }
        var entries: [Baseline.Entry] = []
        var warnings: [Diagnostic] = []
        var known: [String: Bool] = [:]
        for (node, path) in fields.mappings(root, "findings", "") {
            fields.unknownKeys(in: node, known: keys, of: path.dropLast() + "")
            guard let rule = required(&fields, node, "rule", path),
                let object = required(&fields, node, "object", path),
                let message = required(&fields, node, "message", path)
            else { continue }
            let container = fields.string(node, "container", path) ?? ""
            let isKnown = known[rule] ?? rules.contains { $0.id == rule }
            if known.updateValue(isKnown, forKey: rule) == nil, !isKnown {
                warnings.append(
                    Diagnostic(
                        .warning, "there is no rule \(rule) any more", cure: "--write-baseline takes it out", at: node))
            }
            entries.append(Baseline.Entry(rule: rule, object: object, container: container, message: message))
        }
        guard fields.diagnostics.isEmpty else { return (nil, fields.diagnostics) }
        return (Baseline(entries), warnings)
    }

    /// As it is kept: one finding after another, sorted, so that two versions of it are easily compared.
    public static func write(_ baseline: Baseline) -> String {
        let sorted = baseline.entries.sorted { left, right in
            for key in [\Baseline.Entry.object, \.rule, \.container, \.message] {
                let (one, other) = (left[keyPath: key].utf8, right[keyPath: key].utf8)
                if !one.elementsEqual(other) { return one.lexicographicallyPrecedes(other) }
            }
            return false
        }
        return Value.fields(("version", .int(1)), ("findings", .sequence(sorted.map(value)))).document
    }

    static func value(_ entry: Baseline.Entry) -> Value {
        .fields(
            ("rule", .string(entry.rule)), ("object", .string(entry.object)), ("container", .string(entry.container)),
            ("message", .string(entry.message)))
    }

    private static let keys = ["rule", "object", "container", "message"]

    private static func required(
        _ fields: inout FieldReader, _ node: Node, _ key: String, _ path: String
    ) -> String? {
        let before = fields.diagnostics.count
        let text = fields.string(node, key, path)
        if text == nil, fields.diagnostics.count == before {
            fields.diagnostics.append(
                Diagnostic(.error, "\(path)\(key) is missing", cure: "let --write-baseline write the file", at: node))
        }
        return text
    }

    private static func noBaseline(_ source: Source, _ location: Location?) -> Diagnostic {
        Diagnostic(
            .error, "this is no baseline: it has no version", cure: "let --write-baseline write the file",
            file: source.name, location: location)
    }
}
