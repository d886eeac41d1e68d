import Foundation
import Testing

/// Expected output in a file. `HOLDFAST_UPDATE_GOLDEN=1 swift test` writes what comes out now.
enum GoldenFile {
    /// Compares with a file, its path from the folder of these tests.
    static func check(
        _ text: String, _ name: String, file: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let path = (file as NSString).deletingLastPathComponent + "/" + name
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
