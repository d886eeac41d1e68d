import Lint
import Rendering

/// A rule for people in a terminal.
public enum RuleText {
    /// Everything of a rule: `--explain`. Sentences are wrapped at the width; examples never are.
    public static func render(_ rule: Rule, width: Int = 80, colour: Bool = false) -> String {
        let ink = Ink(isOn: colour)
        var text = "\(ink.bold("\(rule.id) \(rule.name)")) (\(ink.word(rule.severity)))\n\n"
        text += wrapped(rule.what, width, indent: "") + "\n"
        for (title, words) in [("Why", rule.why), ("What to do", rule.fix), ("Source", rule.source)] {
            text += ink.bold(title) + "\n" + wrapped(words, width, indent: "  ") + "\n"
        }
        for (title, example) in [("Before", rule.before), ("After", rule.after)] {
            text += ink.bold(title) + "\n"
            for line in example.split(separator: "\n", omittingEmptySubsequences: false) {
                text += line.isEmpty ? "\n" : "  \(line)\n"
            }
            text += "\n"
        }
        text += ink.bold("To put it aside") + "\n"
        text += "  holdfast.dev/lint-ignore: \"\(rule.id): why it is right here\"\n"
        return text
    }

    /// A line for each rule: id, severity, name, what is looked for.
    public static func list(_ rules: [Rule], width: Int = 80, colour: Bool = false) -> String {
        let ink = Ink(isOn: colour)
        let names = rules.map(\.name.count).max() ?? 0
        return rules.map { rule in
            let pad = String(repeating: " ", count: 8 - rule.severity.rawValue.count)
            let head = "\(rule.id)  \(ink.word(rule.severity))\(pad)\(LineText.pad(rule.name, names))  "
            let indent = rule.id.count + 2 + 8 + names + 2
            // On a narrow terminal the sentence goes below.
            guard width - indent >= 30 else {
                return head.trimmingEnd() + "\n" + wrapped(rule.what, width, indent: "    ")
            }
            let lines = LineText.wrap(rule.what, width - indent)
            return head + lines.joined(separator: "\n" + String(repeating: " ", count: indent)) + "\n"
        }.joined()
    }

    private static func wrapped(_ text: String, _ width: Int, indent: String) -> String {
        text.split(separator: "\n").flatMap { LineText.wrap(String($0), max(1, width - indent.count)) }
            .map { "\(indent)\($0)\n" }.joined()
    }
}

extension String {
    fileprivate func trimmingEnd() -> String {
        var result = self
        while result.last == " " { result.removeLast() }
        return result
    }
}
