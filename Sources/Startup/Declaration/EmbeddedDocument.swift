import Manifests

/// A YAML or JSON text that is the value of a scalar, such as an annotation; its places are places of the outer file.
struct EmbeddedDocument {
    let root: Node
    /// The scalar that holds the text; `nil` when the document is part of the file itself.
    private let outer: Node?

    /// A document that is part of the file: a policy's `spec`.
    init(inPlace root: Node) {
        self.root = root
        outer = nil
    }

    /// Parses the text. `nil` when it is empty; errors stand where the outer file has them.
    init?(_ outer: Node, _ diagnostics: inout [Diagnostic]) {
        self.outer = outer
        do throws(ParseError) {
            guard let document = try YAML.parse(outer.text, name: outer.source.name).first else { return nil }
            root = document.root
        } catch {
            diagnostics.append(
                Diagnostic(
                    .error, error.message, cure: error.cure ?? "", file: outer.source.name,
                    location: EmbeddedDocument.map(error.location, in: outer)))
            return nil
        }
    }

    /// Where a node of the inner document stands in the outer file.
    func place(_ node: Node) -> Place {
        guard let outer else { return Place(node) }
        return Place(file: outer.source.name, location: EmbeddedDocument.map(node.location, in: outer))
    }

    /// Moves diagnostics about inner nodes to the outer file.
    func moved(_ inner: [Diagnostic]) -> [Diagnostic] {
        guard let outer else { return inner }
        return inner.map { diagnostic in
            var diagnostic = diagnostic
            diagnostic.location = diagnostic.location.map { EmbeddedDocument.map($0, in: outer) } ?? outer.location
            return diagnostic
        }
    }

    /// A literal block keeps its lines: they begin below its `|`, indented as its first line is. In every other style
    /// lines may be folded and characters escaped: then the scalar itself is the nearest place there is.
    static func map(_ inner: Location, in outer: Node) -> Location {
        // The text stands where the anchor is, not where it is used.
        let outer = outer.resolved
        let bytes = outer.source.bytes
        let text = outer.text.utf8
        guard outer.style == .literal else {
            let start = outer.location
            let quote = outer.style == .singleQuoted || outer.style == .doubleQuoted ? 1 : 0
            guard outer.style != .folded, inner.line == 1,
                bytes[outer.range].dropFirst(quote).dropLast(quote).elementsEqual(text)
            else { return start }
            return Location(line: start.line, column: start.column + inner.column - 1 + quote)
        }
        var position = outer.range.lowerBound
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
        var indent = 0
        var scan = position + 1
        while scan < bytes.count, bytes[scan] == UInt8(ascii: " ") || bytes[scan] == UInt8(ascii: "\n") {
            indent = bytes[scan] == UInt8(ascii: "\n") ? 0 : indent + 1
            scan += 1
        }
        // With an indentation indicator (`|2`) the first line may have blanks of its own.
        let first = text.drop { $0 == UInt8(ascii: "\n") }
        indent = max(0, indent - first.prefix { $0 == UInt8(ascii: " ") }.count)
        return Location(line: outer.location.line + inner.line, column: inner.column + indent)
    }
}
