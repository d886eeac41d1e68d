import Foundation
import HandWritten
import Manifests
import Probing
import Startup
import Testing

/// Real public manifests. What is found was judged by eye; `HOLDFAST_SHOW_WAITS=1` prints the table.
@Suite struct CorpusTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/corpus")

    static var files: [URL] {
        let names = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.allObjects as? [URL]
        return (names ?? []).filter { ["yaml", "yml", "json"].contains($0.pathExtension) }
    }

    @Test(.enabled(if: !files.isEmpty, "the corpus is not beside this clone"))
    func everyCommandIsReadAndTargetsAreTargets() throws {
        var rows: [String] = []
        for file in CorpusTests.files.sorted(by: { $0.path < $1.path }) {
            let set = ManifestSet([Source(name: file.lastPathComponent, bytes: [UInt8](try Data(contentsOf: file)))])
            for pod in set.workloads.compactMap({ PodReader.read($0).pod }) {
                for container in pod.all {
                    let isInit = pod.initContainers.contains { $0.name == container.name }
                    let place: CommandPlace = isInit ? .initContainer : .container
                    let found = WaitRecognition.waits(in: container, place: place)
                    let all = found + WaitRecognition.waits(inHookOf: container)
                    for wait in all {
                        rows.append("\(file.lastPathComponent)/\(pod.name)/\(container.name): \(Shown.line(wait))")
                        if let index = wait.scriptIndex, let range = wait.range, found.contains(wait) {
                            #expect(range.upperBound <= container.commandLine[index].utf8.count)
                        }
                    }
                    if all.isEmpty, !container.commandLine.isEmpty || container.spec.postStart != nil {
                        let words = container.commandLine.joined(separator: " ¦ ").prefix(300)
                        rows.append("- \(file.lastPathComponent)/\(container.name): \(words)")
                    }
                }
            }
        }
        #expect(rows.filter { !$0.hasPrefix("- ") }.count > 20)
        if ProcessInfo.processInfo.environment["HOLDFAST_SHOW_WAITS"] == "1" { for row in rows { print(row) } }
    }
}
