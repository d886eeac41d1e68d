/// A node of a document: a cheap value that points into the document's flat store of nodes.
///
/// An alias (`*x`) answers `kind`, `style`, `entries`, `items`, `text` and `scalar` as the node it stands for, while
/// `range` and `location` are those of the alias itself; `resolved` is the node it stands for. Following aliases
/// always ends: an anchor becomes visible only after its node is complete, so no node can contain itself, and
/// `Limits` bounds both the depth and the number of nodes that aliases can produce.
public struct Node: Sendable {
    /// What a node is.
    public enum Kind: UInt8, Sendable {
        /// Keys with values.
        case mapping
        /// A list.
        case sequence
        /// A single value.
        case scalar
    }

    /// How a node is written.
    public enum Style: UInt8, Sendable {
        /// A scalar without quotes.
        case plain
        /// A scalar in `'`.
        case singleQuoted
        /// A scalar in `"`.
        case doubleQuoted
        /// A scalar introduced by `|`.
        case literal
        /// A scalar introduced by `>`.
        case folded
        /// A collection in brackets.
        case flow
        /// A collection laid out by indentation.
        case block
    }

    let tree: Tree
    let index: UInt32

    init(tree: Tree, index: UInt32) {
        self.tree = tree
        self.index = index
    }

    var own: NodeRecord { tree.records[Int(index)] }
    var record: NodeRecord { tree.records[Int(tree.target(of: index))] }

    /// Tells the node from every other one of its source.
    public var position: Int { Int(index) }
    /// What the node is, aliases resolved.
    public var kind: Kind { record.kind }
    /// How the node is written, aliases resolved.
    public var style: Style { record.style }
    /// Whether the node is written as an alias.
    public var isAlias: Bool { own.isAlias }
    /// The node itself, or what it stands for when it is an alias.
    public var resolved: Node { Node(tree: tree, index: tree.target(of: index)) }
    /// The anchor written before the node, without `&`.
    public var anchor: String? { own.hasProperties ? tree.text(tree.properties[index]?.anchor) : nil }
    /// The tag written before the node, as written (`!!str`, `!local`, `!<tag:…>`).
    public var tag: String? { record.hasProperties ? tree.text(tree.properties[tree.target(of: index)]?.tag) : nil }
    /// The bytes of the node's own text, after its anchor and tag.
    ///
    /// Quotes and brackets are included. A block collection runs from its first key or dash to the end of its last
    /// child. A literal or folded scalar runs from its indicator to just before the last line break of its text. A
    /// value that was left out is an empty range right after the indicator that announced it.
    public var range: Range<Int> { own.range }
    /// Where the node's own text begins.
    public var location: Location { source.location(ofByte: own.range.lowerBound) }
    /// The text the node was read from.
    public var source: Source { tree.source }

    /// The entries of a mapping in source order, merge keys (`<<`) left as they are; empty for other kinds.
    public var entries: [Entry] {
        tree.pairs(of: index).map { pair in
            Entry(key: Node(tree: tree, index: pair.key), value: Node(tree: tree, index: pair.value))
        }
    }

    /// The items of a sequence in source order; empty for other kinds.
    public var items: [Node] {
        let record = record
        guard record.kind == .sequence else { return [] }
        var result: [Node] = []
        var item = record.child
        while item != NodeRecord.none {
            result.append(Node(tree: tree, index: item))
            item = tree.records[Int(item)].next
        }
        return result
    }

    /// The value of a key: the mapping's own entry first, then its merge keys (`<<`), the earliest first.
    public subscript(_ key: String) -> Node? {
        var merges: [UInt32] = []
        if let own = tree.find(key, in: tree.target(of: index), merges: &merges) { return Node(tree: tree, index: own) }
        if merges.isEmpty { return nil }
        // Mappings merged along several ways are visited once, or nested merges would multiply.
        var seen: Set<UInt32> = []
        var stack = Array(merges.reversed())
        while let next = stack.popLast() {
            let target = tree.target(of: next)
            guard seen.insert(target).inserted else { continue }
            if tree.records[Int(target)].kind == .sequence {
                stack.append(contentsOf: tree.children(of: target).reversed())
                continue
            }
            merges.removeAll(keepingCapacity: true)
            if let found = tree.find(key, in: target, merges: &merges) { return Node(tree: tree, index: found) }
            stack.append(contentsOf: merges.reversed())
        }
        return nil
    }

    /// The value of a key among the mapping's own entries.
    func own(_ key: String) -> Node? {
        tree.own(key, in: index).map { Node(tree: tree, index: $0) }
    }

    /// Whether entries come to the mapping by `<<`.
    var hasMerges: Bool {
        var merges: [UInt32] = []
        _ = tree.find("<<", in: tree.target(of: index), merges: &merges)
        return !merges.isEmpty || own("<<") != nil
    }

    /// A scalar's text with quotes, escapes and folding undone, whatever its type; empty for collections.
    public var text: String { tree.text(at: index) }

    /// A scalar's value as kubectl reads it; null for collections.
    public var scalar: Scalar {
        let record = record
        guard record.kind == .scalar else { return .null }
        return ScalarValue.resolve(text, style: record.style, tag: tag)
    }

    /// Whether the node is a scalar without a value.
    public var isNull: Bool {
        let record = record
        guard record.kind == .scalar, record.hasProperties || record.style == .plain else { return false }
        // Decoding is for the few candidates only: null is never longer than four bytes.
        if !record.hasProperties, record.range.count > 4 { return false }
        return scalar == .null
    }
}
