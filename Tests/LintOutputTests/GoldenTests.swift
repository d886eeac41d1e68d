import LintOutput
import Testing

/// Every output of the same manifests, whole.
struct GoldenTests {
    private let result = Results.lint([("manifests/shop.yaml", Results.shop), ("manifests/empty.yaml", "")])

    @Test func text() throws { try GoldenFile.check(FindingText.render(result), "Golden/shop.txt") }
    @Test func json() throws { try GoldenFile.check(FindingJSON.render(result), "Golden/shop.json") }
    @Test func sarif() throws { try GoldenFile.check(FindingSARIF.render(result), "Golden/shop.sarif") }
    @Test func gitHub() throws { try GoldenFile.check(FindingGitHub.render(result), "Golden/shop.github.txt") }
    @Test func jUnit() throws { try GoldenFile.check(FindingJUnit.render(result), "Golden/shop.junit.xml") }
    @Test func explanation() throws {
        try GoldenFile.check(RuleText.render(Results.rules[0], width: 72), "Golden/rule.txt")
    }
    @Test func rulesAsJSON() throws { try GoldenFile.check(RuleJSON.render(Results.rules), "Golden/rules.json") }

    /// The page of the documentation is the rules': after a change of a rule, `HOLDFAST_UPDATE_GOLDEN=1 swift test`.
    @Test func referencePage() throws { try GoldenFile.check(RuleReference.page(), "../../Docs/rules.md") }
}
