/// One document of a source.
public struct Document: Sendable {
    let tree: Tree
    let rootIndex: UInt32
    /// The document's position among the documents returned, from 0.
    public let index: Int
    /// The document's bytes: from its `---` line (or the comments before its content) up to the next document.
    public let range: Range<Int>

    init(tree: Tree, rootIndex: UInt32, index: Int, range: Range<Int>) {
        self.tree = tree
        self.rootIndex = rootIndex
        self.index = index
        self.range = range
    }

    /// A part of a document, taken as one of its own without reading it again: the object inside a review.
    ///
    /// Its text is in the middle of another, so that it can be looked at and compared, not edited in place.
    public init(of node: Node) {
        self.init(tree: node.tree, rootIndex: node.index, index: 0, range: node.range)
    }

    /// The text the document was read from.
    public var source: Source { tree.source }
    /// The top node.
    public var root: Node { Node(tree: tree, index: rootIndex) }
}
