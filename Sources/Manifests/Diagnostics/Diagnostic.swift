/// Something to tell the user about what they wrote: where, what, and how to put it right.
public struct Diagnostic: Hashable, Sendable {
    /// How bad it is.
    public enum Severity: String, Hashable, Sendable, Comparable, CaseIterable {
        /// Worth knowing.
        case note
        /// Works, but not as one would think.
        case warning
        /// Cannot work; nothing is done.
        case error

        /// Orders by how bad it is.
        public static func < (left: Severity, right: Severity) -> Bool {
            left.rank < right.rank
        }

        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    /// How bad it is.
    public var severity: Severity
    /// What is wrong, with names and values.
    public var message: String
    /// What to write or do instead; empty when the message says it.
    public var cure: String
    /// The file as the user named it; empty when it is about no file.
    public var file: String
    /// The place in the file, if there is one.
    public var location: Location?

    /// A diagnostic with all its parts.
    public init(
        _ severity: Severity, _ message: String, cure: String = "", file: String = "", location: Location? = nil
    ) {
        self.severity = severity
        self.message = message
        self.cure = cure
        self.file = file
        self.location = location
    }

    /// A diagnostic about a node of a document.
    public init(_ severity: Severity, _ message: String, cure: String = "", at node: Node) {
        self.init(severity, message, cure: cure, file: node.source.name, location: node.location)
    }

    /// A text that could not be parsed.
    public init(_ error: ParseError, file: String) {
        self.init(.error, error.message, cure: error.cure ?? "", file: file, location: error.location)
    }

    /// `file:line:column: error: message`, as compilers have it, and the cure on a line of its own.
    public var text: String {
        var text = file
        if let location { text += ":\(location.line):\(location.column)" }
        if !text.isEmpty { text += ": " }
        text += "\(severity.rawValue): \(message)"
        return cure.isEmpty ? text : text + "\n    " + cure
    }
}
