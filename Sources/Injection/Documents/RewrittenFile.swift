import Manifests

/// A file and what became of it.
public struct RewrittenFile: Sendable {
    /// As it was read.
    public var source: Source
    /// As it is now.
    public var bytes: [UInt8]

    /// A file with its new text.
    public init(source: Source, bytes: [UInt8]) {
        self.source = source
        self.bytes = bytes
    }

    /// A file whose text was edited with a line break at its end, as ``OpenedFile`` has it: one that the file itself does
    /// not end in goes again.
    init(source: Source, edited bytes: [UInt8]) {
        var bytes = bytes
        if !RewrittenFile.isEnded(source), bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        self.init(source: source, bytes: bytes)
    }

    /// Whether a text ends in a line break.
    static func isEnded(_ source: Source) -> Bool { source.bytes.last == UInt8(ascii: "\n") }

    /// Whether anything is different.
    public var isChanged: Bool { bytes != source.bytes }
}
