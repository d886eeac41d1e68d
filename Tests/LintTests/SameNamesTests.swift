import Testing

@testable import Lint

struct SameNamesTests {
    /// Variants of one application lie in one directory, and all of them are given: names say nothing then.
    @Test func manifestsThatAreGivenTwiceAreNoFault() {
        let text = Rule.cycleAcrossWorkloads.before
        let twice = Linter.lint(Linted.survey(text + "\n---\n" + text))
        #expect(twice.findings.contains { $0.rule.id == "HF508" })
    }
}
