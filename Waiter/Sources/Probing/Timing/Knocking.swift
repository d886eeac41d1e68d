/// When to knock again at an address where nobody has answered yet, beside the knocks that are still open.
///
/// A SYN that got no answer is sent again by the kernel only after 1, 3 and 7 s, and what became ready meanwhile is not
/// seen. That is the rule, not the exception, for a Service without endpoints: kube-proxy refuses for it by ICMP, of
/// which Linux sends a host one a second (`net.ipv4.icmp_ratelimit`). So an attempt knocks as often as attempts follow
/// each other anyway, and the first to be answered decides, be it a refusal.
public struct Knocking: Equatable, Sendable {
    /// How many knocks at an address are open at most. Of these the first always stays: however slow the network, it
    /// has the whole attempt; the others make room for each other.
    public static let most = 5

    /// When the next knock is due.
    public private(set) var due: Milliseconds
    private let interval: Milliseconds

    /// Begins with the first knock. `interval` is at least 1 ms.
    public init(began: Milliseconds, interval: Milliseconds) {
        self.interval = min(max(1, interval), .max / 64)
        due = began + self.interval
    }

    /// Lets time pass. Returns whether to knock now: once, however many knocks the process slept through.
    public mutating func isDue(at now: Milliseconds) -> Bool {
        guard now >= due else { return false }
        due += ((now - due) / interval + 1) * interval
        return true
    }
}
