/// The value of a scalar node.
public enum Scalar: Hashable, Sendable {
    /// No value: empty, `~` or `null`.
    case null
    /// A truth value.
    case bool(Bool)
    /// A whole number that fits 64 bits.
    case int(Int64)
    /// Any other number.
    case float(Double)
    /// Text.
    case string(String)
}
