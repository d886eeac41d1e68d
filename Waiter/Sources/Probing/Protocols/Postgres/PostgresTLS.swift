/// Whether a conversation with a PostgreSQL server goes over TLS, after libpq's `sslmode`.
public enum PostgresTLS: Equatable, Sendable {
    /// Never asks for TLS.
    case disable
    /// Asks, and goes on without where the server has none.
    case prefer
    /// Asks, and is not ready where the server has none.
    case require
}
