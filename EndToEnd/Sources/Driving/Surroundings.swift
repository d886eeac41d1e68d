import Foundation
import Observing

/// What Scripts/e2e.sh tells the suite, all of it in the environment.
package struct Surroundings: Sendable {
    package var kubectl: Kubectl
    package var holdfast: Holdfast
    package var version: ServerVersion
    /// The images of the tests' own programs.
    package var busybox: String
    package var python: String
    package var envoy: String
    /// The script that stops and starts parts of the control plane; only a cluster of our own has one.
    package var part: Program?
    /// Where tables go, if they are wanted as files.
    package var report: URL?
    /// How many replicas the business Deployment has.
    package var replicas: Int
    /// How many pods a disturbance meets.
    package var flood: Int

    /// Without this nothing here runs: `swift test` stays fast and needs no cluster.
    package static let isOn = ProcessInfo.processInfo.environment["HOLDFAST_E2E"] == "1"

    /// Reads the environment and asks the cluster for its version. Throws what is missing, in words.
    package static func read() async throws -> Surroundings {
        let environment = ProcessInfo.processInfo.environment
        guard let kubectl = environment["HOLDFAST_E2E_KUBECTL"] ?? Program.find("kubectl") else {
            throw ProgramError.cannotStart("kubectl", why: "it is not on PATH")
        }
        guard let holdfast = environment["HOLDFAST_E2E_HOLDFAST"] ?? Program.find("holdfast") else {
            throw ProgramError.cannotStart(
                "holdfast", why: "say where it is in HOLDFAST_E2E_HOLDFAST, or run Scripts/e2e.sh")
        }
        let cluster = Kubectl(Program(kubectl))
        let answer = try await cluster("get", "--raw", "/version")
        let text = (try? JSONDecoder().decode(JSONValue.self, from: Data(answer.utf8)))?["gitVersion"]?.text ?? ""
        guard let version = ServerVersion(text) else {
            throw ProgramError.unreadable("kubectl get --raw /version", why: answer)
        }
        let waiter = environment["HOLDFAST_WAITER_IMAGE"] ?? "holdfast/waiter:0.1.0"
        return Surroundings(
            kubectl: cluster, holdfast: Holdfast(Program(holdfast), version: version, waiterImage: waiter),
            version: version, busybox: environment["HOLDFAST_E2E_BUSYBOX"] ?? "holdfast-test/busybox:1",
            python: environment["HOLDFAST_E2E_PYTHON"] ?? "holdfast-test/python:1",
            envoy: environment["HOLDFAST_E2E_ENVOY"] ?? "holdfast-test/envoy:1.40",
            part: environment["HOLDFAST_E2E_PART"].map { Program($0) },
            report: environment["HOLDFAST_E2E_REPORT"].map { URL(fileURLWithPath: $0) },
            replicas: environment["HOLDFAST_E2E_REPLICAS"].flatMap { Int($0) } ?? 20,
            flood: environment["HOLDFAST_E2E_FLOOD"].flatMap { Int($0) } ?? 500)
    }

    /// Whether the cluster has it.
    package func has(_ feature: Feature) -> Bool { version >= feature.since }

    /// Writes a table (`NAME.md`) and its figures (`NAME.json`) where they are wanted.
    package func record(_ name: String, _ table: Table, _ figures: some Encodable) throws {
        guard let report else { return }
        try FileManager.default.createDirectory(at: report, withIntermediateDirectories: true)
        try Data((table.markdown + "\n").utf8).write(to: report.appendingPathComponent(name + ".md"))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(figures).write(to: report.appendingPathComponent(name + ".json"))
    }
}
