import Manifests
import Testing

@testable import LintOutput

struct FindingGitHubTests {
    private func first(_ result: LintResult) -> String {
        String(FindingGitHub.render(result).prefix { $0 != "\n" })
    }

    @Test func whatWouldEndACommandIsEscaped() {
        let finding = Results.finding(
            "100% a: b, c\r\n::error::x", cure: "", severity: .note, file: "./a:b,c%.yaml", line: 3, column: 4)
        #expect(
            first(Results.result([finding]))
                == "::notice file=a%3Ab%2Cc%25.yaml,line=3,col=4,title=HF302 sidecar-probe-period::"
                + "100%25 a: b, c%0D%0A::error::x%0A" + Results.rules[0].fix)
    }

    @Test(arguments: [
        (Diagnostic.Severity.note, "::notice "), (.warning, "::warning "), (.error, "::error "),
    ])
    func severities(_ severity: Diagnostic.Severity, _ start: String) {
        #expect(first(Results.result([Results.finding("m", severity: severity)])).hasPrefix(start))
    }

    @Test func whatCannotBeReadIsAnErrorToo() {
        var result = Results.result([])
        result.report.diagnostics = [
            Diagnostic(.error, "no such file", file: "gone.yaml"), Diagnostic(.error, "odd", cure: "even"),
        ]
        #expect(
            FindingGitHub.render(result) == """
                ::error file=gone.yaml,title=holdfast lint::no such file
                ::error title=holdfast lint::odd%0Aeven
                no findings in 0 pods

                """)
    }
}
