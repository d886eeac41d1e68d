import Lint
import Manifests

/// A rule as SARIF's `reportingDescriptor` has it.
enum SARIFRule {
    static func value(_ rule: Rule) -> Value {
        .fields(
            ("id", .string(rule.id)), ("name", .string(rule.name)),
            ("shortDescription", .fields(("text", .string(rule.what)))),
            ("fullDescription", .fields(("text", .string(rule.why)))),
            (
                "help",
                .fields(
                    ("text", .string(RuleText.render(rule, width: 100))),
                    ("markdown", .string(RuleReference.body(rule))))
            ),
            ("defaultConfiguration", .fields(("level", .string(rule.severity.rawValue)))),
            (
                "properties",
                .fields(
                    ("tags", .strings(["kubernetes", "start-up"])),
                    // GitHub's own word for what it sorts by.
                    ("problem.severity", .string(rule.severity == .note ? "recommendation" : rule.severity.rawValue)))
            ))
    }
}
