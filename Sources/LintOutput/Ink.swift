import Manifests

/// Colours of a terminal, or none.
struct Ink {
    let isOn: Bool

    func bold(_ text: String) -> String { painted(text, "1") }
    func faint(_ text: String) -> String { painted(text, "2") }
    func green(_ text: String) -> String { painted(text, "32") }

    /// The word for a severity, in its colour.
    func word(_ severity: Diagnostic.Severity) -> String {
        switch severity {
        case .error: painted(severity.rawValue, "1;31")
        case .warning: painted(severity.rawValue, "1;33")
        case .note: painted(severity.rawValue, "1;36")
        }
    }

    private func painted(_ text: String, _ code: String) -> String {
        isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
