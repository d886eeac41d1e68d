import Manifests

/// One change of a document, by the nodes as they were read.
public enum Change: Sendable {
    /// Gives a key of a mapping a value; also one of mappings that are not there yet (`path` leads from the node to them).
    case set(in: Node, path: [String], Value)
    /// Takes a key of a mapping away.
    case remove(from: Node, key: String)
    /// Puts another value into the node's place.
    case replace(Node, Value)
    /// Takes an item out of a list; a list that becomes empty goes with it.
    case removeItem(Node, of: Node)
    /// Puts a new item into a list, before the one at this position.
    case insert(Value, into: Node, at: Int)
    /// Puts an item, as it is written, at another position of its list (counted without it).
    case move(Node, in: Node, to: Int)
}
