/// What is wrong with a certificate or key. Never has bytes of a key in it.
public struct MaterialFault: Error, Hashable, Sendable {
    /// Where it is.
    public var key: SecretKey
    /// What is wrong.
    public var message: String
    /// What to do; empty when the controller mends it by itself.
    public var cure: String

    /// A fault with all its parts.
    public init(_ key: SecretKey, _ message: String, cure: String = "") {
        self.key = key
        self.message = message
        self.cure = cure
    }
}
