import Manifests

/// Diagnostics on their way to standard error.
public struct DiagnosticReport: Sendable {
    /// What was added so far, in that order, each once.
    public private(set) var diagnostics: [Diagnostic] = []
    private var known: Set<Diagnostic> = []

    /// A report without anything in it.
    public init() {}

    /// Adds what is new: the same mistake is often found in several ways.
    public mutating func add(_ more: [Diagnostic]) {
        for diagnostic in more where known.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
    }

    /// Whether one of them forbids going on.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// Writes them to standard error, one a line and the cure below. A closed standard error is nobody's concern.
    public func print() {
        let text = diagnostics.map { $0.text + "\n" }.joined()
        try? OutputFiles.writeAll(fd: 2, Array(text.utf8))
    }
}
