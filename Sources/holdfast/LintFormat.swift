import ArgumentParser

/// In which form findings come out.
enum LintFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, sarif, github, junit
    /// For rules only.
    case markdown
}
