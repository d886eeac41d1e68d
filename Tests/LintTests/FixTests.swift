import Manifests
import Testing
import Topology

@testable import Lint

struct FixTests {
    @Test(arguments: RuleBook.rules.map(\.id))
    func aSafeFixTakesTheHazardAwayAndNothingElse(_ id: String) throws {
        let rule = try #require(RuleBook.rule(named: id))
        var options = LintOptions()
        options.rules = [rule]
        let source = Source(name: "test.yaml", text: rule.before)
        let run = FixRun([source], SurveySettings(), options)
        guard !run.fixed.isEmpty else {
            #expect(run.files[0].bytes == source.bytes)
            return
        }
        let left = run.report.findings.filter { $0.fix?.isSafe == true }
        #expect(left.map(\.message).isEmpty)
        #expect(run.diagnostics.map(\.text).isEmpty)
        let again = FixRun([Source(name: "test.yaml", bytes: run.files[0].bytes)], SurveySettings(), options)
        #expect(again.fixed.map(\.message).isEmpty)
    }

    @Test func fixesKeepEveryOtherByte() throws {
        let text = """
            # ours
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}   # keep
            spec:
              initContainers:
                - name: proxy
                  image: envoy:1.36
                  restartPolicy: Always
                  startupProbe:
                    httpGet: {path: /ready, port: 15021}   # why not
                    periodSeconds: 5
              containers:
                - {name: app, image: shop:1}
            """
        var options = LintOptions()
        options.rules = [.sidecarProbePeriod]
        let run = FixRun([Source(name: "test.yaml", text: text)], SurveySettings(), options)
        let expected = text.replacing(
            "periodSeconds: 5", with: "periodSeconds: 1\n        failureThreshold: 15")
        #expect(String(decoding: run.files[0].bytes, as: UTF8.self) == expected)
        #expect(run.fixed.count == 1)
    }
}
