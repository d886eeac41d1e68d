import Foundation

/// Lines on standard output while minutes pass. Written at once: Swift Testing's own output comes when a test ends.
package enum Progress {
    private static let began = ContinuousClock.now

    /// One line with the seconds since the first.
    package static func say(_ text: String) {
        let seconds = began.duration(to: .now).seconds
        FileHandle.standardOutput.write(Data((String(format: "[%6.1f s] ", seconds) + text + "\n").utf8))
    }
}
