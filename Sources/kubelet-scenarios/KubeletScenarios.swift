import Foundation
import Kubelet
import Manifests
import Scenario

/// What `Scripts/kubelet-scenarios.sh` asks of the model; no command for users.
///
/// - `manifests FILE NODE-DIRECTORY OUT`: writes OUT.yaml, the scenario's pods as a node can run them,
///   and OUT.facts, what the recorder has to know: a word and its values a line.
/// - `compare FILE SOURCE`: the table of the model and of what `measured.SOURCE` has; ends with 1 when they differ.
@main
struct KubeletScenarios {
    static func main() {
        do throws(Fault) {
            exit(try run(Array(CommandLine.arguments.dropFirst())))
        } catch {
            FileHandle.standardError.write(Data((error.text + "\n").utf8))
            exit(2)
        }
    }

    struct Fault: Error {
        var text: String
    }

    private static func run(_ words: [String]) throws(Fault) -> Int32 {
        switch (words.first, words.count) {
        case ("manifests", 4):
            let settings = RunPlace.NodeSettings(directory: words[2])
            let scenario = try read(words[1])
            try write(RunnableScenario(scenario, place: .node(settings)).text, words[3] + ".yaml")
            try write(RunFacts(scenario).text, words[3] + ".facts")
            return 0
        case ("compare", 3):
            let scenario = try read(words[1])
            guard let measured = scenario.measured.first(where: { $0.source == words[2] }) else {
                throw Fault(text: "\(words[1]) has no measured.\(words[2])")
            }
            let comparison = ScenarioComparison(
                expected: VirtualScenario(scenario, measured.place).run(), seen: measured.events,
                tolerance: .agreement, simultaneous: .milliseconds(50),
                until: scenario.until)
            print(comparison.text, terminator: "")
            return comparison.differences.isEmpty ? 0 : 1
        default:
            throw Fault(
                text:
                    "usage: kubelet-scenarios manifests FILE NODE-DIRECTORY OUT | compare FILE SOURCE"
            )
        }
    }

    private static func read(_ path: String) throws(Fault) -> Scenario {
        guard let data = FileManager.default.contents(atPath: path) else { throw Fault(text: "\(path) cannot be read") }
        let (scenario, diagnostics) = ScenarioReader.read(Source(name: path, bytes: Array(data)))
        guard let scenario else { throw Fault(text: diagnostics.map(\.text).joined(separator: "\n")) }
        return scenario
    }

    private static func write(_ text: String, _ path: String) throws(Fault) {
        guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
            throw Fault(text: "\(path) cannot be written")
        }
    }
}
