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

    /// Whether anything is different.
    public var isChanged: Bool { bytes != source.bytes }
}
