/// `while condition; do body; done`, or `until`.
public struct Loop: Equatable, Sendable {
    /// Whether it is `until`.
    public var isUntil: Bool
    /// Its last statement's status decides.
    public var condition: [Statement]
    /// What is repeated.
    public var body: [Statement]
}
