/// A node as stored: twenty bytes, linked to its first child and next sibling by index.
struct NodeRecord: Sendable {
    static let none = UInt32.max

    // Bits 0-1 kind, 2-4 style, then flags.
    var bits: UInt32
    var start: UInt32
    var end: UInt32
    /// A collection's first child, an alias's target, a literal or folded scalar's indentation.
    var child: UInt32
    var next: UInt32

    static let aliasFlag: UInt32 = 1 << 5
    static let verbatimFlag: UInt32 = 1 << 6
    static let propertiesFlag: UInt32 = 1 << 7

    init(kind: Node.Kind, style: Node.Style, start: Int, end: Int) {
        bits = UInt32(kind.rawValue) | UInt32(style.rawValue) << 2
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
        child = NodeRecord.none
        next = NodeRecord.none
    }

    var kind: Node.Kind { Node.Kind(rawValue: UInt8(bits & 3)) ?? .scalar }
    var style: Node.Style { Node.Style(rawValue: UInt8(bits >> 2 & 7)) ?? .plain }
    var isAlias: Bool { bits & NodeRecord.aliasFlag != 0 }
    /// Whether a scalar's text is exactly its source bytes between the quotes, if any.
    var isVerbatim: Bool { bits & NodeRecord.verbatimFlag != 0 }
    var hasProperties: Bool { bits & NodeRecord.propertiesFlag != 0 }
    var range: Range<Int> { Int(start)..<max(Int(start), Int(end)) }

    /// The bytes of a verbatim scalar without its quotes.
    var content: Range<Int> {
        let inset = style == .plain ? 0 : 1
        let from = Int(start) + inset
        return from..<max(from, Int(end) - inset)
    }
}
