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

    /// A diagnostic about this place.
    public func diagnostic(_ severity: Diagnostic.Severity, _ message: String, cure: String = "") -> Diagnostic {
        Diagnostic(severity, message, cure: cure, file: file, location: location)
    }
}
