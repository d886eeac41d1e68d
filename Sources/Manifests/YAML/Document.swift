/// One document of a source.
public struct Document: Sendable {
    let tree: Tree
    let rootIndex: UInt32
    /// The document's position among the documents returned, from 0.
    public let index: Int
    /// The document's bytes: from its `---` line (or the comments before its content) up to the next document.
    public let range: Range<Int>

    /// The text the document was read from.
    public var source: Source { tree.source }
    /// The top node.
    public var root: Node { Node(tree: tree, index: rootIndex) }
}
