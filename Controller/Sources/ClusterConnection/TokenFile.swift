import Synchronization

/// The account's token. The kubelet renews its file long before the hour of its life is over, so that it is read anew
/// every minute (client-go `transport/token_source.go`) and after a 401.
public final class TokenFile: Sendable {
    private struct State {
        var token: String?
        var readAt: ContinuousClock.Instant?
    }

    private let read: @Sendable () -> [UInt8]?
    private let state = Mutex(State())

    /// How long a token that was read counts.
    public static let period = Duration.seconds(60)

    /// A file that `read` reads; `nil` when that does not succeed, and then the old one counts.
    public init(read: @escaping @Sendable () -> [UInt8]?) {
        self.read = read
    }

    /// The token, not older than a minute at `now`; `nil` when there is none that could stand in a header.
    public func token(now: ContinuousClock.Instant) -> String? {
        state.withLock { state in
            if let readAt = state.readAt, now - readAt < TokenFile.period { return state.token }
            state.readAt = now
            if let bytes = read(), let token = TokenFile.token(in: bytes) { state.token = token }
            return state.token
        }
    }

    /// The token was refused: it is read again when it is asked for.
    public func refuse() { state.withLock { $0.readAt = nil } }

    /// Visible ASCII only: anything else would end the header.
    private static func token(in bytes: [UInt8]) -> String? {
        let visible = bytes.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed()
        guard !visible.isEmpty, visible.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        return String(decoding: visible, as: UTF8.self)
    }
}
