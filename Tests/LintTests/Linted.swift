import Manifests
import Topology

@testable import Lint

/// Manifests as lint sees them, for tests.
enum Linted {
    /// What one rule finds in a text.
    static func hits(_ rule: Rule, _ text: String, _ settings: SurveySettings = SurveySettings()) -> [Finding] {
        var options = LintOptions()
        options.rules = [rule]
        return Linter.lint(survey(text, settings), options).findings
    }

    /// The text with the fixes of one rule made: also those that are made by name only, unless they are not wanted.
    static func fixed(_ rule: Rule, _ text: String, onlySafe: Bool = false) -> String {
        var options = LintOptions()
        options.rules = [rule]
        let run = FixRun([Source(name: "test.yaml", text: text)], SurveySettings(), options) { finding in
            finding.fix.map { $0.isSafe || !onlySafe } ?? false
        }
        return String(decoding: run.files[0].bytes, as: UTF8.self)
    }

    static func survey(_ text: String, _ settings: SurveySettings = SurveySettings()) -> Survey {
        Survey(ManifestSet([Source(name: "test.yaml", text: text)]), settings)
    }

    /// A pod of these containers, each a line of flow YAML such as `{name: app, image: app}`.
    static func pod(
        init initContainers: [String] = [], _ containers: [String], metadata: String = "", more: String = ""
    )
        -> String
    {
        var text =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: shop\(metadata.isEmpty ? "" : ", " + metadata)}\nspec:\n"
        if !more.isEmpty { text += more.split(separator: "\n").map { "  \($0)\n" }.joined() }
        if !initContainers.isEmpty { text += "  initContainers:\n" + initContainers.map { "  - \($0)\n" }.joined() }
        return text + "  containers:\n" + containers.map { "  - \($0)\n" }.joined()
    }
}
