import ArgumentParser
import Lint
import LintOutput

/// What `holdfast lint` says of its rules.
struct RuleSession {
    private let command: LintCommand

    init(_ command: LintCommand) {
        self.command = command
    }

    /// - Returns: whether the call was about rules, and is answered.
    func run() throws -> Bool {
        guard command.explain != nil || command.rules else { return false }
        guard command.input.names.isEmpty else {
            throw ValidationError("--explain and --rules are about rules: drop the manifests")
        }
        let (width, colour) = (Terminal.width, Terminal.hasColour)
        if let name = command.explain {
            guard !command.rules, command.format == .text else {
                throw ValidationError("--explain is text about one rule: drop --rules and -o")
            }
            let rules = try RuleNames.rules("--explain", [name])
            let text = rules.map { RuleText.render($0, width: width, colour: colour) }.joined(separator: "\n")
            try StandardOutput.write(Array(text.utf8))
            return true
        }
        let text: String
        switch command.format {
        case .text: text = RuleText.list(RuleBook.rules, width: width, colour: colour)
        case .markdown: text = RuleReference.page()
        case .json: text = RuleJSON.render()
        case .sarif, .github, .junit:
            throw ValidationError("--rules comes as text, json or markdown: not -o \(command.format.rawValue)")
        }
        try StandardOutput.write(Array(text.utf8))
        return true
    }
}
