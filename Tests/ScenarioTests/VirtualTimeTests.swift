import Testing

@testable import Scenario

/// Every scenario in virtual time, as its file says.
struct VirtualTimeTests {
    /// A folder that was not found would pass all the rest.
    @Test func thereAreScenarios() { #expect(ScenarioFiles.names.count >= 18) }

    @Test(arguments: ScenarioFiles.names)
    func happensAsExpected(_ name: String) throws {
        let scenario = try ScenarioFiles.read(name)
        let virtual = VirtualScenario(scenario, .cluster(scenario.timing))
        #expect(virtual.diagnostics.isEmpty, "\(virtual.diagnostics.map(\.text))")
        let comparison = ScenarioComparison(
            expected: scenario.expected, seen: virtual.run(), tolerance: .init(absolute: scenario.tolerance))
        #expect(comparison.differences.isEmpty, "\n\(comparison.text)")
    }

    /// The model is given a real thing's own times, and then has to say what the real thing did.
    @Test(arguments: ScenarioFiles.names)
    func agreesWithWhatWasMeasured(_ name: String) throws {
        let scenario = try ScenarioFiles.read(name)
        for measured in scenario.measured {
            let virtual = VirtualScenario(scenario, measured.place)
            let comparison = ScenarioComparison(
                expected: virtual.run(), seen: measured.events, tolerance: .agreement, simultaneous: .milliseconds(50),
                until: scenario.until)
            #expect(comparison.differences.isEmpty, "\(measured.source)\n\(comparison.text)")
        }
    }
}
