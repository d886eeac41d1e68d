/// Bounds on what a text may ask of the reader, so that no input can exhaust it.
public struct Limits: Sendable {
    /// How deeply collections may nest, following aliases.
    ///
    /// Never more than 256, because the parser recurses: a level takes about 2.5 KB of stack, 8 KB unoptimised.
    public var depth = 128
    /// The largest accepted text in bytes; never more than 2 GiB.
    public var bytes = 256 << 20
    /// How many nodes all aliases of a document may stand for together, were each written out in full; every 64
    /// bytes of text count as one more node.
    public var aliasExpansion = 1_000_000

    /// Creates the default limits.
    public init() {}
}
