import Manifests
import Testing
import Topology

@testable import Lint

struct RuleBookTests {
    @Test func idsAndNamesAreUniqueAndWellFormed() {
        #expect(Set(RuleBook.rules.map(\.id)).count == RuleBook.rules.count)
        #expect(Set(RuleBook.rules.map(\.name)).count == RuleBook.rules.count)
        for rule in RuleBook.rules {
            #expect(rule.id.wholeMatch(of: /HF[1-7]\d\d/) != nil, "\(rule.id)")
            #expect(rule.name.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil, "\(rule.name)")
            for text in [rule.what, rule.why, rule.source, rule.fix] {
                #expect(!text.isEmpty && text.last != " ", "\(rule.id)")
            }
        }
    }

    @Test(arguments: RuleBook.rules.map(\.id))
    func theExampleHasTheHazardAndItsCureDoesNot(_ id: String) throws {
        let rule = try #require(RuleBook.rule(named: id))
        #expect(!Linted.hits(rule, rule.before).isEmpty, "before")
        #expect(Linted.hits(rule, rule.after).map(\.message).isEmpty, "after")
        for text in [rule.before, rule.after] {
            // Without what the rule itself says: HF507 is an error of planning too.
            var options = LintOptions()
            options.rules = [rule]
            let errors = Linter.lint(Linted.survey(text), options).diagnostics.filter { $0.severity == .error }
            #expect(
                errors.map(\.text).isEmpty || rule.id.hasPrefix("HF7")
                    || ["HF403", "HF404", "HF410"].contains(rule.id), "\(id)")
        }
    }
}
