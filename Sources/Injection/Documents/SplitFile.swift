import Manifests

/// A file on its way, in parts.
struct SplitFile: Sendable {
    /// As it was given.
    let original: Source
    /// Its documents, in order.
    let parts: [FilePart]

    /// Puts together what was opened part by part.
    ///
    /// When one of several parts could not be parsed, the whole is tried: a part's end is not the file's, so that only
    /// then the error is the right one.
    init(_ original: Source, _ opened: [Result<FilePart, ParseError>]) throws(ParseError) {
        self.original = original
        do throws(ParseError) {
            var parts: [FilePart] = []
            for part in opened { parts.append(try part.get()) }
            self.parts = parts
        } catch {
            guard opened.count > 1 else { throw error }
            parts = [try FilePart(original)]
        }
    }

    /// The file with the new texts of its parts, so many bytes together.
    func finished(size: Int, _ text: (Int) -> [UInt8]) -> RewrittenFile {
        var bytes: [UInt8] = []
        if parts.count == 1 {
            bytes = text(0)
        } else {
            bytes.reserveCapacity(size)
            for index in parts.indices { bytes += text(index) }
        }
        // A text that ended without a line break got one only for the time being.
        let isCut = original.bytes.last != UInt8(ascii: "\n")
        if isCut, bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return RewrittenFile(source: original, bytes: bytes)
    }
}
