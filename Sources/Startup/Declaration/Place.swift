import Manifests

/// A place in a file, also one inside a text that stands in an annotation.
public struct Place: Hashable, Sendable {
    /// The file as the user named it.
    public var file: String
    /// The line and column, as far as they are known.
    public var location: Location?

    /// A place in a file.
    public init(file: String, location: Location?) {
        self.file = file
        self.location = location
    }

    /// Where a node stands.
    public init(_ node: Node) {
        self.init(file: node.source.name, location: node.location)
    }

    /// Where a byte of a scalar's text stands: in a literal block on its own line, elsewhere as near as can be said.
    public init(ofByte offset: Int, in scalar: Node) {
        let text = Source(name: scalar.source.name, text: scalar.text)
        let inner = text.location(ofByte: min(max(0, offset), text.bytes.count))
        self.init(file: scalar.source.name, location: EmbeddedDocument.map(inner, in: scalar))
    }

    /// A diagnostic about this place.
    public func diagnostic(_ severity: Diagnostic.Severity, _ message: String, cure: String = "") -> Diagnostic {
        Diagnostic(severity, message, cure: cure, file: file, location: location)
    }
}
