import Foundation

/// Expected output in a file beside the tests. `HOLDFAST_UPDATE_GOLDEN=1 swift test` writes what comes out now.
public struct GoldenFile {
    /// Where it is.
    public let path: String

    /// The file of this name in the folder `Golden` beside the file of the caller.
    public init(_ name: String, file: String = #filePath) {
        path = (file as NSString).deletingLastPathComponent + "/Golden/" + name
    }

    /// Whether it is what comes out; with the switch it becomes that. Throws what Foundation does when there is none.
    public func holds(_ text: String) throws -> Bool {
        if ProcessInfo.processInfo.environment["HOLDFAST_UPDATE_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            return true
        }
        return try String(contentsOfFile: path, encoding: .utf8) == text
    }

    /// What to do when it does not.
    public var cure: String { "\(path): look at the difference, then HOLDFAST_UPDATE_GOLDEN=1" }
}
