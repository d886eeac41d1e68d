import ShellScript

/// What decides in a loop or a branch.
struct Condition {
    /// What is asked; `nil` when only counters or clocks decide.
    var check: Check?
    /// Whether it holds when the check fails.
    var isNegated = false
    /// A counter that takes part.
    var counter: CounterTest?
    /// Whether a clock takes part.
    var hasClock = false
    /// Variables that are compared and are no counters: flags.
    var flags: Set<String> = []
    /// Whether it is `true` or `:`.
    var isAlways = false

    /// Two conditions joined; `nil` when they cannot be said as one.
    func joined(_ two: Condition, _ joint: Statement.Joint) -> Condition? {
        var both = self
        both.counter = counter ?? two.counter
        both.hasClock = hasClock || two.hasClock
        both.flags = flags.union(two.flags)
        both.isAlways = isAlways && two.isAlways
        switch (check, two.check) {
        case (let first?, let second?):
            guard isNegated == two.isNegated else { return nil }
            // `! a || ! b` fails to hold only when both are there.
            both.check = first.joined(second, needsAll: (joint == .and) != isNegated)
        case (nil, let second?):
            both.check = second
            both.isNegated = two.isNegated
        default: break
        }
        return both
    }
}
