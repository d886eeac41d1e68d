import Foundation

/// What is known of the terminal that standard output may be.
enum Terminal {
    /// Whether there is one.
    static let isThere = isatty(1) == 1
    /// Whether it is to be given colours (https://no-color.org: set and not empty forbids them).
    static let hasColour = isThere && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty

    /// Its width in columns, between 40 and 100, so that sentences are easy to read; 80 where there is none.
    static var width: Int {
        var size = winsize()
        guard isThere, ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return min(max(Int(size.ws_col), 40), 100)
    }
}
