import Probing

extension Declaration {
    /// What counts where neither a pod nor a policy says anything.
    public struct Defaults: Sendable {
        /// The mechanism; `nil` for `auto`.
        public var strategy: Strategy?
        /// How long to wait, in milliseconds; `nil` for five minutes.
        public var timeout: Milliseconds?
        /// What to do then; `nil` leaves it to the strategy.
        public var onTimeout: OnTimeout?

        /// Nothing of one's own.
        public init() {}
    }
}
