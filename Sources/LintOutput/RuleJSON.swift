import Lint
import Manifests

/// The rules as JSON, for other programs.
///
/// `{"version": 1, "rules": [{"id", "name", "severity", "what", "why", "source", "fix", "before", "after"}]}`, all of
/// them text.
public enum RuleJSON {
    /// The document, in the order of the ids.
    public static func render(_ rules: [Rule] = RuleBook.rules) -> String {
        let items = rules.map { rule in
            Value.fields(
                ("id", .string(rule.id)), ("name", .string(rule.name)), ("severity", .string(rule.severity.rawValue)),
                ("what", .string(rule.what)), ("why", .string(rule.why)), ("source", .string(rule.source)),
                ("fix", .string(rule.fix)), ("before", .string(rule.before)), ("after", .string(rule.after)))
        }
        return Value.fields(("version", .int(1)), ("rules", .sequence(items))).document
    }
}
