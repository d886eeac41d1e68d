import Foundation
import Testing

/// Expected output in a file beside the tests. `HOLDFAST_UPDATE_GOLDEN=1 swift test` writes what comes out now.
struct GoldenFile {
    let path: String

    init(_ name: String, file: String = #filePath) {
        path = (file as NSString).deletingLastPathComponent + "/Golden/" + name
    }

    func check(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        if ProcessInfo.processInfo.environment["HOLDFAST_UPDATE_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            return
        }
        let expected = try String(contentsOfFile: path, encoding: .utf8)
        #expect(
            text == expected, "\(path): look at the difference, then HOLDFAST_UPDATE_GOLDEN=1",
            sourceLocation: sourceLocation)
    }
}
