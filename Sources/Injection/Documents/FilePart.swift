import Manifests

/// Documents of a file on their way, without what an earlier call put in.
///
/// Large files go in parts, so that they are worked on side by side.
struct FilePart: Sendable {
    /// Small enough for many cores to have something to do, large enough for each part's own cost not to count.
    static let size = 128 << 10

    private(set) var file: OpenedFile
    /// What stood in the way of taking back what an earlier call put in.
    private(set) var diagnostics: [Diagnostic] = []
    /// How many objects were put back.
    private(set) var removed = 0

    /// A file in parts; what is too large to be parsed stays whole, so that the limit is still seen.
    static func split(_ file: Source) -> [Source] {
        file.bytes.count > Limits().bytes ? [file] : file.parts(ofAtLeast: size)
    }

    /// Parses a part, and takes out what an earlier call put in.
    init(_ source: Source) throws(ParseError) {
        file = try OpenedFile(source)
        // Most files were never injected: a look at the bytes is cheaper than one at every object.
        guard ByteSearch.contains(InjectionStatus.annotation, in: source.bytes) else { return }
        var remover = InjectionRemover()
        let bytes = file.replaced { remover.remove($0) }
        diagnostics = remover.diagnostics
        removed = remover.count
        if removed > 0 { try file.take(bytes) }
    }
}
