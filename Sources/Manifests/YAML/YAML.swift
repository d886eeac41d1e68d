/// The YAML reader: YAML 1.2 in block and flow style, and therefore JSON, with scalars typed as kubectl types them.
public enum YAML {
    /// Reads all documents of a source; documents without content are left out.
    public static func parse(_ source: Source, limits: Limits = Limits()) throws(ParseError) -> [Document] {
        let most = min(limits.bytes, Int(Int32.max))
        guard source.bytes.count <= most else {
            throw ParseError(
                message: "the text has \(source.bytes.count) bytes; the limit is \(most)",
                cure: "split the file", offset: most, location: source.location(ofByte: most))
        }
        let result = try source.bytes.withUnsafeBufferPointer {
            (bytes) throws(ParseError) -> (Tree, [Parser.Found]) in
            if let bad = Encoding.check(bytes) {
                throw ParseError(
                    message: bad.message, cure: bad.cure, offset: bad.offset,
                    location: source.location(ofByte: bad.offset))
            }
            var parser = Parser(bytes, source, limits)
            do throws(ParseError) {
                try parser.parseStream()
            } catch {
                throw parser.refined(error)
            }
            return (Tree(source: source, records: parser.records, properties: parser.properties), parser.found)
        }
        var documents: [Document] = []
        documents.reserveCapacity(result.1.count)
        for (index, found) in result.1.enumerated() {
            documents.append(Document(tree: result.0, rootIndex: found.root, index: index, range: found.range))
        }
        return documents
    }

    /// Reads text that does not come from a file, such as an annotation's value.
    public static func parse(_ text: String, name: String) throws(ParseError) -> [Document] {
        try parse(Source(name: name, text: text))
    }
}
