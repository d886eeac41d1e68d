import Manifests

/// A hazard that was found: which, where, and what to do about it.
public struct Finding: Sendable {
    /// The rule that found it.
    public var rule: Rule
    /// How bad it is.
    public var severity: Diagnostic.Severity
    /// What is wrong, with names and values.
    public var message: String
    /// What to do instead.
    public var cure: String
    /// The file as the user named it.
    public var file: String
    /// The line and column.
    public var location: Location
    /// The object: `deployment/shop`, its namespace before it where the manifest names one.
    public var object: String
    /// The container that it is about; empty when it is about none.
    public var container: String
    /// Where it is in the object, as a JSON pointer.
    public var pointer: JSONPointer
    /// What would put it right by itself.
    public var fix: Fix?
    /// The object itself.
    var objectNode: Node

    /// The same as one of the diagnostics that all commands print.
    public var diagnostic: Diagnostic {
        Diagnostic(
            severity, "\(message) [\(rule.id) \(rule.name)]", cure: cure.isEmpty ? rule.fix : cure, file: file,
            location: location)
    }
}
