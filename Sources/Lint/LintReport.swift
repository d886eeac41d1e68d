import Manifests

/// What lint has to say.
public struct LintReport: Sendable {
    /// The findings, by file and place.
    public var findings: [Finding] = []
    /// How many findings an annotation has put aside.
    public var ignored = 0
    /// How many the baseline has put aside.
    public var accepted = 0
    /// What the baseline lists and nobody found: it can be taken out.
    public var gone: [Baseline.Entry] = []
    /// How many pods were looked at.
    public var pods = 0
    /// What could not be read: files, declarations.
    public var diagnostics: [Diagnostic] = []

    /// A report without anything.
    public init() {}
}
