import Lint

/// All rules as Markdown: `Docs/rules.md`.
public enum RuleReference {
    /// The page: a table, then a section for each rule.
    public static func page(_ rules: [Rule] = RuleBook.rules) -> String {
        var text = """
            # Lint rules

            <!-- Written by `holdfast lint --rules -o markdown`; a test compares. Change the rules, not this page. -->

            What `holdfast lint` looks for; how to call it is in the [reference](reference.md#holdfast-lint). \
            `holdfast lint --explain \(rules.first?.id ?? "HF101")` shows a rule in the terminal.

            | rule | name | severity | what |
            |---|---|---|---|

            """
        for rule in rules {
            text += "| [\(rule.id)](#\(anchor(rule))) | `\(rule.name)` | \(rule.severity.rawValue) "
            text += "| \(escaped(rule.what).replacing("|", with: "\\|")) |\n"
        }
        for rule in rules {
            text += "\n## \(rule.id) \(rule.name)\n\n**\(rule.severity.rawValue)**. \(escaped(rule.what))\n\n"
            text += body(rule)
        }
        return text
    }

    /// Why, what to do, where it is written, and the example.
    static func body(_ rule: Rule) -> String {
        """
        \(escaped(rule.why))

        **What to do.** \(escaped(rule.fix))

        Source: \(escaped(rule.source))

        ```yaml
        # before
        \(rule.before.trimmedEnd)
        ```

        ```yaml
        # after
        \(rule.after.trimmedEnd)
        ```

        """
    }

    /// As GitHub makes it of the heading.
    private static func anchor(_ rule: Rule) -> String { "\(rule.id.lowercased())-\(rule.name)" }

    /// What Markdown would take for markup or HTML, outside of `code`.
    private static func escaped(_ text: String) -> String {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        // An odd number of marks closes no code.
        guard parts.count % 2 == 1 else { return escapedPlain(text.replacing("`", with: "\\`")) }
        return parts.enumerated().map { $0.offset % 2 == 0 ? escapedPlain(String($0.element)) : String($0.element) }
            .joined(separator: "`")
    }

    private static func escapedPlain(_ text: String) -> String {
        text.replacing("<", with: "&lt;").replacing("*", with: "\\*").replacing("[", with: "\\[")
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var result = self
        while result.last == "\n" { result.removeLast() }
        return result
    }
}
