import Probing

/// A question that a command asks: true when it ends with 0.
struct Check: Equatable {
    /// What a program that waits by itself says about how.
    struct Own: Equatable {
        var shape = WaitShape.program
        var isBounded = true
        var deadline: Milliseconds?
        var interval: Milliseconds?
        /// What it runs afterwards.
        var command: [String] = []
        /// Whether it runs that also after its deadline.
        var runsAnyway = false
    }

    var tool: WaitTool
    var targets: [WaitTarget] = []
    var needsAll = true
    var proof: WaitProof
    var http: HTTPCheck?
    var attemptLimit: Milliseconds?
    /// What of the object `kubectl get` or jq shows.
    var jsonPath: String?
    var own: Own?
    /// Whether it does nothing but ask, so that even one attempt is a wait.
    var isPure = false
    var flaws: Set<WaitFlaw> = []

    /// Two questions that decide together.
    func joined(_ other: Check, needsAll: Bool) -> Check {
        // The same question, looked at twice: `code=$(curl …) && [ $code = 200 ]`, `[ $code = 200 ] || [ $code = 301 ]`.
        if tool == other.tool, targets == other.targets, own == nil {
            var same = other
            if !needsAll { same.http?.statuses = (http?.statuses ?? []) + (other.http?.statuses ?? []) }
            return same
        }
        var both = self
        both.targets += other.targets
        both.needsAll = needsAll
        both.flaws.formUnion(other.flaws)
        if case .other = tool { both.tool = other.tool }
        return both
    }

    /// The same with what the targets mean after what was learnt of the expected answer.
    func settled() -> Check {
        guard let http else { return self }
        var settled = self
        settled.targets = targets.map { HTTPTargetText.settled($0, http) }
        if http.countsStatus || http.body != nil || http.json != nil {
            if settled.proof == .answer { settled.proof = .readiness }
        } else {
            settled.flaws.insert(.statusIgnored)
        }
        if http.ignoresCertificate { settled.flaws.insert(.certificateIgnored) }
        return settled
    }
}
