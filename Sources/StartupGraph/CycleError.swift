/// The nodes cannot be put in an order, because some of them wait for each other.
public struct CycleError: Error, Equatable, Sendable {
    /// The nodes of one cycle: each needs the one after it, and the last needs the first.
    /// A single node waits for itself.
    public var cycle: [NodeID]
    /// The same nodes by name, for people.
    public var names: [String]

    /// `a needs b needs c needs a`, or `a needs itself`.
    public var description: String {
        guard let first = names.first else { return "an empty cycle" }
        if names.count == 1 { return "\(first) needs itself" }
        return (names + [first]).joined(separator: " needs ")
    }
}
