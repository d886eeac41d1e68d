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
