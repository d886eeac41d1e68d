/// An edge of the start-up graph: the dependent needs the dependency to have reached the condition.
public struct Dependency: Hashable, Sendable {
    /// Who waits.
    public var dependent: NodeID
    /// Who is waited for.
    public var dependency: NodeID
    /// What the dependency must have reached.
    public var condition: Condition

    /// The edge "dependent needs dependency to be condition".
    public init(_ dependent: NodeID, needs dependency: NodeID, _ condition: Condition) {
        self.dependent = dependent
        self.dependency = dependency
        self.condition = condition
    }
}
