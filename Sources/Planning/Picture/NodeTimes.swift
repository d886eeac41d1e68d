/// When a container's own program runs, and when it is ready, in a predicted run. Both count from its beginning.
public struct NodeTimes: Hashable, Sendable {
    /// Its program's first instruction; `nil` when it never comes to it.
    public var start: Duration?
    /// When it is ready, or has completed where that is its end; `nil` when it never is.
    public var ready: Duration?

    /// Times of a container.
    public init(start: Duration?, ready: Duration?) {
        self.start = start
        self.ready = ready
    }
}
