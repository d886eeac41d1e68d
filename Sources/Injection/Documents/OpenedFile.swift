import Manifests

/// A file on its way: parsed, and ready to have some of its documents replaced.
package struct OpenedFile: Sendable {
    /// As it was given.
    package let original: Source
    /// What is edited: ends in a line break, so that every line has one.
    package private(set) var source: Source
    package private(set) var documents: [Document]

    package init(_ original: Source) throws(ParseError) {
        self.original = original
        source =
            RewrittenFile.isEnded(original)
            ? original
            : Source(name: original.name, bytes: original.bytes + [UInt8(ascii: "\n")], firstLine: original.firstLine)
        documents = try YAML.parse(source)
    }

    /// The text with some of its documents changed; `nil` leaves one as it is.
    package func replaced(_ change: (Document) -> [UInt8]?) -> [UInt8] {
        var result: [UInt8] = []
        var position = 0
        for document in documents {
            guard let bytes = change(document) else { continue }
            if result.isEmpty { result.reserveCapacity(source.bytes.count * 2) }
            result += source.bytes[position..<document.range.lowerBound]
            result += bytes
            position = document.range.upperBound
        }
        if position == 0 { return source.bytes }
        result += source.bytes[position...]
        return result
    }

    /// What belongs to each document, in its order, by the byte where the document begins. Of other files nothing does.
    package func grouped<Item>(_ items: [Item], by node: (Item) -> Node) -> [Int: [Item]] {
        let starts = documents.map(\.range.lowerBound)
        var result: [Int: [Item]] = [:]
        for item in items where node(item).source.name == source.name {
            let place = node(item).range.lowerBound
            // Asking every document for each of the items would take its time with ten thousand of both.
            var (low, high) = (0, starts.count)
            while low < high {
                let middle = (low + high) / 2
                if starts[middle] <= place { low = middle + 1 } else { high = middle }
            }
            if low > 0, documents[low - 1].range.contains(place) { result[starts[low - 1], default: []].append(item) }
        }
        return result
    }

    /// Goes on with another text.
    package mutating func take(_ bytes: [UInt8]) throws(ParseError) {
        source = Source(name: source.name, bytes: bytes, firstLine: source.firstLine)
        documents = try YAML.parse(source)
    }

    /// The file with some of its documents changed.
    package func finished(_ change: (Document) -> [UInt8]?) -> RewrittenFile {
        RewrittenFile(source: original, edited: replaced(change))
    }
}
