/// `if … then … elif … else … fi`.
public struct Conditional: Equatable, Sendable {
    /// A condition and what follows when it holds.
    public struct Branch: Equatable, Sendable {
        /// Its last statement's status decides.
        public var condition: [Statement]
        /// What is done then.
        public var body: [Statement]
    }

    /// `if` and each `elif`.
    public var branches: [Branch]
    /// `else`; `nil` when there is none.
    public var otherwise: [Statement]?
}
