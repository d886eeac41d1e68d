/// Where a node's anchor and tag are written.
struct Properties: Sendable {
    /// The anchor's name, without `&`.
    var anchor: Range<Int>?
    /// The tag, with its `!`.
    var tag: Range<Int>?

    var isEmpty: Bool { anchor == nil && tag == nil }
}
