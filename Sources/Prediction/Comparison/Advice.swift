/// Whether to let Holdfast hold a pod, and why.
public struct Advice: Equatable, Sendable {
    /// What to do.
    public enum Verdict: String, Sendable, CaseIterable {
        /// Switch it on.
        case hold
        /// Switch it on with the strategy `wrap`: the same for less.
        case wrap
        /// It gains nothing.
        case leave
        /// The order matters, and what happens without it is not known.
        case ask
        /// With the plan it never gets there: something has to be put right first.
        case mend
    }

    /// What to do.
    public var verdict: Verdict
    /// Why, in a sentence with figures.
    public var reason: String

    /// An advice with its reason.
    public init(_ verdict: Verdict, _ reason: String) {
        self.verdict = verdict
        self.reason = reason
    }
}
