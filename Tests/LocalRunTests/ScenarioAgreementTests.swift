import Foundation
import Manifests
import Scenario
import Testing

/// The model against reality: each scenario run by the real `up` and in virtual time, same order, same times.
///
/// They run side by side. A run that differs is repeated alone, twice, and more often when the machine itself was late
/// meanwhile: what the model has wrong differs every time.
@Suite struct ScenarioAgreementTests {
    /// A folder that was not found would pass all the rest.
    @Test func thereAreScenarios() { #expect(ScenarioRun.names.count >= 18) }

    @Test(arguments: ScenarioRun.names)
    func upAgreesWithVirtualTime(_ name: String) async throws {
        let scenario = try ScenarioRun.read(name)
        let virtual = VirtualScenario(scenario, .up)
        #expect(virtual.diagnostics.isEmpty, "\(virtual.diagnostics.map(\.text))")
        var run = await ScenarioRun.run(scenario, isAlone: false)
        var comparison = try compare(virtual, run)
        var repeats = 0
        while !comparison.differences.isEmpty, repeats < (run.lag > LagMeter.disturbed ? 4 : 2) {
            repeats += 1
            run = await ScenarioRun.run(scenario, isAlone: true)
            comparison = try compare(virtual, run)
        }
        ScenarioRun.report(scenario, comparison, lag: run.lag, isRepeated: repeats > 0)
        #expect(
            comparison.differences.isEmpty,
            "starting a process took \(run.lag) at most\n\(comparison.text)\(run.errors)")
        #expect(run.leftovers.isEmpty)
    }

    private func compare(_ virtual: VirtualScenario, _ run: ScenarioRun) throws -> ScenarioComparison {
        let seen = try virtual.observe(
            timeline: Source(name: "timeline.json", text: run.timeline),
            events: Source(name: "events", text: run.output))
        return ScenarioComparison(
            expected: virtual.run(), seen: seen, tolerance: .agreement, simultaneous: .milliseconds(50))
    }
}
