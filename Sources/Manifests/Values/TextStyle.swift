/// How a file lays out what it holds; new text follows it.
public struct TextStyle: Hashable, Sendable {
    /// What ends a line: `\n`, or `\r\n` in files that have it.
    public var lineBreak = "\n"
    /// The columns from a mapping's keys to the keys of a mapping inside it; less than 1 counts as 1.
    public var indent = 2
    /// The columns from a key to the dashes of its list; less than 0 counts as 0.
    public var sequenceIndent = 0

    /// How a file lays out what it holds; by default as kubectl writes it.
    public init(lineBreak: String = "\n", indent: Int = 2, sequenceIndent: Int = 0) {
        self.lineBreak = lineBreak
        self.indent = indent
        self.sequenceIndent = sequenceIndent
    }
}
