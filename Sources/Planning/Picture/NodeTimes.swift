/// When a container's own program runs, and when it is ready, in a predicted run. Both count from its beginning.
public struct NodeTimes: Hashable, Sendable {
    /// Its program's first instruction; `nil` when it never comes to it.
    public var start: Duration?
    /// When it is ready, or has completed where that is its end; `nil` when it never is.
    public var ready: Duration?
    /// When its program answers whoever asks it directly, as the waiter of another container of its pod does: the kubelet
    /// sees that up to a probe's period later.
    public var answering: Duration?

    /// Times of a container; `answering` is as `ready` where nothing else is said.
    public init(start: Duration?, ready: Duration?, answering: Duration? = nil) {
        self.start = start
        self.ready = ready
        self.answering = answering ?? ready
    }
}
