/// A shell script as it was read. Ranges are byte offsets into its UTF-8 text.
public struct Script: Sendable {
    /// Its bytes.
    public let bytes: [UInt8]
    /// What it does, in order.
    public let statements: [Statement]
    /// Whether all of it was read; `false` when it is longer or deeper than ``ScriptLimits`` allow.
    public let isWhole: Bool

    /// Reads a script. There is no error: what cannot be understood is there as `.unknown`.
    public init(_ text: String, limits: ScriptLimits = ScriptLimits()) {
        bytes = Array(text.utf8)
        guard bytes.count <= limits.bytes else {
            statements = []
            isWhole = false
            return
        }
        var parser = ShellParser(bytes, limits: limits)
        statements = parser.script()
        isWhole = !parser.isExhausted
    }

    /// The text of a range; what lies outside the script is left out.
    public func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }
}
