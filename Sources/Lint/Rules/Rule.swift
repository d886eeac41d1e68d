import Manifests

/// A start-up hazard: how to see it, why it is one, and what to do about it.
///
/// Rules are values, one in a file; ``RuleBook`` has them all. Each example is checked by a test: `before` has a finding
/// of the rule, `after` has none.
public struct Rule: Sendable {
    /// What a rule looks at.
    public enum Check: Sendable {
        /// One pod at a time.
        case pod(@Sendable (PodSubject) -> [Hit])
        /// All manifests together.
        case set(@Sendable (SetSubject) -> [Hit])
    }

    /// `HF101`: never changes, is never used again for something else.
    public var id: String
    /// `sleep-as-order`: the same for people, in lower case with hyphens.
    public var name: String
    /// How bad a finding is, unless the finding itself says otherwise.
    public var severity: Diagnostic.Severity
    /// What is looked for, in one sentence.
    public var what: String
    /// Why it is a hazard, in a few sentences.
    public var why: String
    /// What `why` rests on: a kubelet or Istio file, an issue, a page of the documentation, a fact of the design.
    public var source: String
    /// What to do about it, in a few sentences.
    public var fix: String
    /// A manifest that has the hazard.
    public var before: String
    /// The same without it.
    public var after: String
    /// How it is found.
    public var check: Check

    /// A rule with all its parts.
    public init(
        id: String, name: String, severity: Diagnostic.Severity, what: String, why: String, source: String,
        fix: String, before: String, after: String, check: Check
    ) {
        self.id = id
        self.name = name
        self.severity = severity
        self.what = what
        self.why = why
        self.source = source
        self.fix = fix
        self.before = before
        self.after = after
        self.check = check
    }

    /// Whether a name that somebody gave means this rule: its id or its name, in upper or lower case.
    public func isNamed(_ given: String) -> Bool {
        given.lowercased() == id.lowercased() || given.lowercased() == name
    }
}
