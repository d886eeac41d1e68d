import Testing

@testable import Lint
@testable import LintOutput

struct RuleReferenceTests {
    @Test func markupInSentencesIsText() {
        var rule = Results.rules[1]
        rule.what = "Globs such as *.yaml | <NAME> and `a < b | c` [x](y)"
        rule.why = "One ` only"
        let page = RuleReference.page([rule])
        #expect(
            page.contains("| warning | Globs such as \\*.yaml \\| &lt;NAME> and `a < b \\| c` \\[x](y) |"))
        #expect(page.contains("One \\` only"))
    }

    @Test func linksLeadToTheHeadings() {
        let page = RuleReference.page([Results.rules[1]])
        #expect(page.contains("[HF504](#hf504-service-without-pods)"))
        #expect(page.contains("\n## HF504 service-without-pods\n"))
    }
}
