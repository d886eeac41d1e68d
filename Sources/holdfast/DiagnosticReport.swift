import Foundation
import Manifests

/// Diagnostics on their way to standard error.
struct DiagnosticReport {
    private var diagnostics: [Diagnostic] = []

    /// Adds what is new: the same mistake is often found in several ways.
    mutating func add(_ more: [Diagnostic]) {
        for diagnostic in more where !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
    }

    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// Writes them, one a line and the cure below.
    func print() {
        for diagnostic in diagnostics { FileHandle.standardError.write(Data((diagnostic.text + "\n").utf8)) }
    }
}
