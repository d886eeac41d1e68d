import Foundation
import Manifests

@testable import Scenario

/// The scenarios of the repository.
enum ScenarioFiles {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Scenarios")

    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".yaml") }.sorted()

    static func read(_ name: String) throws -> Scenario {
        let data = try Data(contentsOf: folder.appendingPathComponent(name))
        let (scenario, diagnostics) = ScenarioReader.read(
            Source(name: "Scenarios/" + name, bytes: Array(data)))
        if let scenario { return scenario }
        throw Unreadable(text: diagnostics.map(\.text).joined(separator: "\n"))
    }

    struct Unreadable: Error, CustomStringConvertible {
        let text: String
        var description: String { text }
    }
}
