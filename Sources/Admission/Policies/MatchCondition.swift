/// One of a webhook's `matchConditions` (GA in Kubernetes 1.30): the webhook is called when all of them hold.
public struct MatchCondition: Hashable, Sendable {
    /// Its name, as a qualified name.
    public var name: String
    /// An expression of CEL over `object` and `request`.
    public var expression: String

    /// A condition.
    public init(name: String, expression: String) {
        self.name = name
        self.expression = expression
    }
}
