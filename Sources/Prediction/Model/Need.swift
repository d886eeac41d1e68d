/// One thing that is waited for, or that a program needs.
public struct Need: Hashable, Sendable {
    /// What happens when the deadline passes.
    public enum Expiry: Hashable, Sendable {
        /// The wait has failed.
        case fail
        /// It goes on as if the need were met.
        case proceed
        /// It stays.
        case block
    }

    /// What has to be true.
    public var signal: Signal
    /// Its name in reports: the target as it is asked, or the container.
    public var name: String
    /// How it is asked.
    public var asking: Asking
    /// How long it is waited for; `nil` for ever, zero for one attempt.
    public var deadline: Duration?
    /// What happens then.
    public var onTimeout: Expiry

    /// A need; without more it is asked as the waiter asks, for ever.
    public init(
        _ signal: Signal, _ name: String, asking: Asking = .waiterRemote, deadline: Duration? = nil,
        onTimeout: Expiry = .fail
    ) {
        self.signal = signal
        self.name = name
        self.asking = asking
        self.deadline = deadline
        self.onTimeout = onTimeout
    }
}
