import Foundation
import Manifests
import Scenario
import Testing

/// One run of a scenario by the built `holdfast up`.
struct ScenarioRun: Sendable {
    var timeline = ""
    var output = ""
    var errors = ""
    var leftovers: [String] = []
    /// The longest that the machine took to start a process meanwhile.
    var lag = Duration.zero

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Scenarios")

    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".yaml") }.sorted()

    static func read(_ name: String) throws -> Scenario {
        let data = try Data(contentsOf: folder.appendingPathComponent(name))
        let (scenario, diagnostics) = ScenarioReader.read(Source(name: name, bytes: Array(data)))
        return try #require(scenario, "\(diagnostics.map(\.text))")
    }

    /// Runs a scenario until its time is up, on a thread of its own: the tests' threads are few and must not block.
    static func run(_ scenario: Scenario, isAlone: Bool) async -> ScenarioRun {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                StartGate.enter(isAlone: isAlone)
                let run = run(scenario)
                StartGate.leave(isAlone: isAlone)
                continuation.resume(returning: run)
            }
        }
    }

    private static func run(_ scenario: Scenario) -> ScenarioRun {
        var run = ScenarioRun()
        let began = LagMeter.shared.begin()
        do {
            let text = RunnableScenario(scenario).text
            // A moment more than is looked at: ending is not part of it.
            let milliseconds = Int(scenario.until / .milliseconds(1)) + 100
            let process = try UpProcess(
                text, ["--format", "json", "-o", "json", "--exit-when", "done", "--timeout", "\(milliseconds)ms"])
            let result = process.finish()
            run.output = result.output
            run.errors = result.errors
            let file = process.directory.appendingPathComponent("timeline.json")
            run.timeline = try String(contentsOf: file, encoding: .utf8)
            run.leftovers = process.leftovers()
        } catch {
            run.errors += "\n\(error)"
        }
        run.lag = LagMeter.shared.end(since: began)
        return run
    }

    /// Writes the comparison where `Scripts/scenarios.sh` wants it.
    static func report(_ scenario: Scenario, _ comparison: ScenarioComparison, lag: Duration, isRepeated: Bool) {
        guard let folder = ProcessInfo.processInfo.environment["HOLDFAST_SCENARIO_REPORT"] else { return }
        let note = "# started a process in \(lag) at most\(isRepeated ? ", repeated" : "")\n"
        let file = "\(folder)/\(scenario.name)"
        try? (comparison.text + note).write(toFile: file + ".txt", atomically: true, encoding: .utf8)
        try? comparison.measured(indent: 6).write(toFile: file + ".measured", atomically: true, encoding: .utf8)
    }
}
