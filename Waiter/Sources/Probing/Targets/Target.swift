/// Something that can be probed: where it is, what counts as ready, and how long to wait for it.
public struct Target: Equatable, Sendable {
    /// The target as the user wrote it, without a password and without the expectations' secrets: fit for a log.
    public var name: String
    /// Where it is and what counts as ready.
    public var endpoint: Endpoint
    /// How long to wait for this one; `nil` leaves it to the wait, 0 means for ever. `#timeout=2m`
    public var timeout: Milliseconds?
    /// What to do then; `nil` leaves it to the wait. `#on-timeout=proceed`
    public var onTimeout: OnTimeout?
    /// How long a connection with nothing to say has to stay before it counts; `nil` for the waiter's own judgement.
    /// `#settle=50ms`, of tcp and unix.
    public var settle: Milliseconds?

    /// A target with all its parts.
    public init(
        name: String, endpoint: Endpoint, timeout: Milliseconds? = nil, onTimeout: OnTimeout? = nil
    ) {
        self.name = name
        self.endpoint = endpoint
        self.timeout = timeout
        self.onTimeout = onTimeout
    }
}
