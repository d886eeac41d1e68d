import Manifests
import Startup

/// What a rule has found, before the runner knows the rest: made by the subjects' `hit`.
public struct Hit: Sendable {
    /// The object that it is about: the whole document, or the item of a `List`.
    public var object: Node
    /// Where exactly.
    public var node: Node
    /// The byte of the node's text that it is about; `nil` for the node itself.
    public var offset: Int?
    /// The place, where it is known better than by a node and a byte: inside a text in an annotation, or in the file of a
    /// policy.
    public var place: Place?
    /// The container that it is about, if it is about one.
    public var container: String
    /// What is wrong, with names and values: one sentence, without a full stop.
    public var message: String
    /// What to write instead, as exactly as possible; empty when the rule's own advice says it.
    public var cure: String
    /// How bad it is here; `nil` as the rule has it.
    public var severity: Diagnostic.Severity?
    /// What would put it right.
    public var fix: Fix?

    /// A hit with all its parts.
    public init(
        in object: Node, at node: Node, offset: Int? = nil, container: String = "", _ message: String,
        cure: String = "",
        severity: Diagnostic.Severity? = nil, fix: Fix? = nil
    ) {
        self.object = object
        self.node = node
        self.offset = offset
        self.container = container
        self.message = message
        self.cure = cure
        self.severity = severity
        self.fix = fix
    }
}
