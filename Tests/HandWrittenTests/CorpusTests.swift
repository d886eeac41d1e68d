import Foundation
import HandWritten
import Manifests
import Probing
import Startup
import TestSupport
import Testing

/// Real public manifests. What is found was judged by eye; `HOLDFAST_SHOW_WAITS=1` prints the table.
@Suite struct CorpusTests {
    @Test(.enabled(if: !Corpus.files.isEmpty, "the corpus is not beside this clone"))
    func everyCommandIsReadAndTargetsAreTargets() throws {
        var rows: [String] = []
        for file in Corpus.files {
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
