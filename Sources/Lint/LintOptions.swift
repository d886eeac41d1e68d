import Manifests

/// Which findings are wanted.
public struct LintOptions: Sendable {
    /// What is less bad is left out.
    public var severity = Diagnostic.Severity.note
    /// Rules that are left out.
    public var ignored: [Rule] = []
    /// The only rules that are asked; all of them when it is empty.
    public var only: [Rule] = []
    /// The rules to choose from.
    public var rules: [Rule] = RuleBook.rules
    /// Findings that are known and accepted.
    public var baseline: Baseline?

    /// All findings of all rules.
    public init() {}

    /// The rules that are asked.
    var asked: [Rule] { rules.filter { asks($0.id) } }

    /// Whether a rule is wanted, also one that there is not any more.
    func asks(_ id: String) -> Bool {
        !ignored.contains { $0.id == id } && (only.isEmpty || only.contains { $0.id == id })
    }
}
