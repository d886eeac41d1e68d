/// Changes of one object that take a hazard away.
public struct Fix: Sendable {
    /// What is done, as an order: `give the loop's curl --fail`.
    public var title: String
    /// Whether it can only make things better: such fixes are what `--fix` applies. Others change what the pod does, and
    /// are applied by name or by `migrate`.
    public var isSafe: Bool
    /// The changes.
    public var changes: [Change]

    /// A fix with all its parts.
    public init(_ title: String, isSafe: Bool = true, _ changes: [Change]) {
        self.title = title
        self.isSafe = isSafe
        self.changes = changes
    }
}
