/// What undoes a change of a document: written down when it is made, carried out when it is taken back.
///
/// Paths are JSON pointers below the node that was changed. In them an item of a list goes by its `name` where every
/// item has one, otherwise by its position; `2:5` means the items 2, 3 and 4.
public struct Reversal: Hashable, Sendable {
    /// What was added, deepest first.
    public var removals: [[String]] = []
    /// Collections that were made for what was added, deepest first: they go when nothing else is in them.
    public var prunings: [[String]] = []
    /// The text that stood in a value's place. Where it meant nothing (`~`, or no text at all) and a collection was
    /// begun there, it is put back only when nothing else is in that.
    public var texts: [[String]: String] = [:]
    /// What such a text means, where it cannot be read by itself: an alias.
    public var values: [[String]: Value] = [:]
    /// The names of lists' items as they were, for lists of which items moved.
    public var lists: [[String]: [String]] = [:]

    /// A reversal of nothing.
    public init() {}

    /// Whether nothing was changed.
    public var isEmpty: Bool { removals.isEmpty && prunings.isEmpty && texts.isEmpty && lists.isEmpty }

    /// Whether nothing was changed but what lies on the way to this place.
    public func isOnly(_ place: [String]) -> Bool {
        lists.isEmpty && (removals + prunings + texts.keys).allSatisfy { place.starts(with: $0) }
    }
}
