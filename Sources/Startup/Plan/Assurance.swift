/// How sure it is that a dependent is held.
public enum Assurance: String, Hashable, Sendable, CaseIterable, Codable {
    /// Nothing starts before its dependency holds.
    case closed
    /// It can be let through although its dependency does not hold.
    case open
    /// Nothing holds it.
    case none
}
