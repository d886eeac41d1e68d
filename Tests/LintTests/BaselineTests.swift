import Manifests
import Testing
import Topology

@testable import Lint

struct BaselineTests {
    private let late = Linted.pod(
        init: [
            "{name: a, image: a, restartPolicy: Always, startupProbe: {periodSeconds: 5, tcpSocket: {port: 1}}}",
            "{name: b, image: b, restartPolicy: Always, startupProbe: {periodSeconds: 5, tcpSocket: {port: 2}}}",
        ], ["{name: app, image: app}"])

    private func lint(_ baseline: [Baseline.Entry], _ change: (inout LintOptions) -> Void = { _ in }) -> LintReport {
        var options = LintOptions()
        options.rules = [.sidecarProbePeriod]
        options.baseline = Baseline(baseline)
        change(&options)
        return Linter.lint(Linted.survey(late), options)
    }

    private var found: [Baseline.Entry] { Linted.hits(.sidecarProbePeriod, late).map { Baseline.Entry($0) } }

    @Test func knownOnesAreTakenOutAndNewOnesStay() throws {
        let first = try #require(found.first)
        let report = lint([first])
        #expect(report.findings.map(\.container) == ["b"] && report.accepted == 1 && report.gone.isEmpty)
        #expect(lint(found).findings.isEmpty && lint(found).accepted == 2)
    }

    @Test func twiceTheSameCountsTwice() throws {
        let first = try #require(found.first)
        #expect(lint([first, first]).gone == [first])
    }

    /// Narrowing what is shown makes nothing gone: whoever writes the baseline anew then would lose entries.
    @Test func whatIsNotShownIsNotGone() {
        #expect(lint(found) { $0.severity = .error }.gone.isEmpty)
        #expect(lint(found) { $0.ignored = [.sidecarProbePeriod] }.gone.isEmpty)
        #expect(lint(found) { $0.only = [.serviceWithoutPods] }.gone.isEmpty)
        let removed = Baseline.Entry(rule: "HF199", object: "pod/shop", container: "", message: "m")
        #expect(lint([removed]).gone == [removed])
    }
}
