@testable import Lint
import Testing

@testable import LintOutput

struct RuleTextTests {
    @Test(arguments: [20, 40, 80])
    func sentencesKeepToTheWidth(_ width: Int) {
        for rule in RuleBook.rules {
            let text = RuleText.render(rule, width: width)
            let words = text.prefix(upTo: text.firstRange(of: "\nBefore\n")?.lowerBound ?? text.endIndex)
            for line in words.split(separator: "\n").dropFirst() where line.count > width {
                // One word may be longer: somebody copies it.
                #expect(!line.drop { $0 == " " }.contains(" "), "\(rule.id): \(line)")
            }
        }
    }

    @Test func everythingOfARuleIsThere() {
        for rule in RuleBook.rules {
            let text = RuleText.render(rule, width: 10_000)
            for part in [rule.what, rule.why, rule.fix, rule.source] { #expect(text.contains(part), "\(rule.id)") }
            for line in rule.before.split(separator: "\n") + rule.after.split(separator: "\n") {
                #expect(text.contains("  \(line)\n"), "\(rule.id)")
            }
        }
    }

    @Test func aListOnWideAndNarrowTerminals() {
        #expect(
            RuleText.list([Results.rules[1]], width: 120)
                == "HF504  warning service-without-pods  A Service's selector matches none of the pods that are given.\n"
        )
        #expect(
            RuleText.list([Results.rules[1]], width: 50) == """
                HF504  warning service-without-pods
                    A Service's selector matches none of the pods
                    that are given.

                """)
    }
}
