/// Several needs that are waited for side by side.
public struct Wait: Hashable, Sendable {
    /// What is waited for.
    public var needs: [Need]
    /// How many of them are enough; `nil` for all.
    public var enough: Int?
    /// The status with which the program ends when the wait fails.
    public var failureCode: Int

    /// A wait for all of the needs, which fails as the waiter fails.
    public init(_ needs: [Need], enough: Int? = nil, failureCode: Int = 124) {
        self.needs = needs
        self.enough = enough
        self.failureCode = failureCode
    }
}
