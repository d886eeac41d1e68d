/// Pieces of shell scripts.
enum ShellText {
    /// The text as one word.
    static func quote(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    /// Seconds as `sleep` takes them.
    static func seconds(_ time: Duration) -> String {
        let (seconds, attoseconds) = time.components
        let milliseconds = attoseconds / 1_000_000_000_000_000
        guard milliseconds != 0 else { return "\(seconds)" }
        let digits = String(milliseconds)
        return "\(seconds)." + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
