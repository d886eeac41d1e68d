extension Source {
    /// The text in parts of at least so many bytes, each of them whole documents: together they are the text.
    ///
    /// Nothing that is written in one document counts in another, so that parts can be read side by side; each tells
    /// the lines of the file. Where a part cannot be parsed, the whole text cannot be parsed either or has a directive
    /// before a marker: parse the whole then, its error is the one to show.
    public func parts(ofAtLeast size: Int) -> [Source] {
        guard bytes.count >= 2 * size else { return [self] }
        var parts: [Source] = []
        var start = 0
        bytes.withUnsafeBufferPointer { text in
            // What is left for the last part must not be too small either.
            while text.count - start >= 2 * size, let marker = Source.marker(in: text, from: start + size) {
                parts.append(part(start..<marker))
                start = marker
            }
        }
        return start == 0 ? [self] : parts + [part(start..<bytes.count)]
    }

    private func part(_ range: Range<Int>) -> Source {
        // Only a line's start counts: columns begin anew.
        let line = location(ofByte: range.lowerBound).line
        return Source(name: name, bytes: Array(bytes[range]), firstLine: line)
    }

    /// The first line behind a position that begins with `---` and a blank, or is nothing else. Such a line begins a
    /// document wherever it stands: no quote, bracket or block of text goes past it (YAML 1.2, 9.1.2).
    private static func marker(in text: UnsafeBufferPointer<UInt8>, from position: Int) -> Int? {
        var index = position
        while index + 4 < text.count {
            if text[index] == Ascii.lineFeed, text[index + 1] == Ascii.dash, text[index + 2] == Ascii.dash,
                text[index + 3] == Ascii.dash, Ascii.isSpaceOrEnd(text[index + 4])
            {
                return index + 1
            }
            index += 1
        }
        return nil
    }
}
