/// A pod that did not get where it was to get, and why.
public struct Blocked: Equatable, Sendable {
    /// The pod.
    public var pod: String
    /// The container that stands in the way.
    public var container: String
    /// What it waits for, or waited for before it failed; empty when it waits for nothing.
    public var waitsFor: [String]
    /// What it does instead of being there, and why: `falls over again and again: CrashLoopBackOff`.
    public var state: String
    /// Whether more time would change nothing: what it waits for never comes, or waits for it in turn.
    public var isForEver: Bool

    /// `shop/app waits for http://db:80, for ever`.
    public var text: String {
        let what = waitsFor.isEmpty ? state : "waits for " + waitsFor.joined(separator: ", ")
        return "\(pod)/\(container) \(what)" + (isForEver ? ", for ever" : "")
    }
}
