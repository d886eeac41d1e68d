/// A node's place in its ``StartupGraph``: dense, from 0, in the order in which nodes were added.
///
/// Thirty-two bits, because a graph of 500,000 edges is mostly an array of these.
public struct NodeID: Hashable, Sendable, Comparable {
    /// The index as stored.
    public let rawValue: Int32

    /// The index as an array wants it.
    public var index: Int { Int(rawValue) }

    /// The node at this position.
    public init(_ index: Int) {
        rawValue = Int32(truncatingIfNeeded: index)
    }

    /// Orders nodes as they were added.
    public static func < (left: NodeID, right: NodeID) -> Bool {
        left.rawValue < right.rawValue
    }
}
