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
}
