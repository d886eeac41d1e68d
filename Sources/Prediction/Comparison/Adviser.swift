import Rendering

/// Weighs a workload's ways against each other.
struct Adviser {
    let today: ComparisonRow
    let unheld: ComparisonRow
    let plan: ComparisonRow?
    let wrap: ComparisonRow?
    /// What is declared cannot be carried out.
    var isBroken = false
    /// The manifest was injected already.
    var isInjected = false
    /// How long it sleeps for want of something better.
    var sleeps = Duration.zero
    /// Whether somebody said that a container of it copes when it starts too early.
    var copes = false

    /// What holding may cost when scaling out before a cheaper way is worth a word.
    private static let worthAWord = Duration.milliseconds(500)

    var advice: Advice {
        if isBroken { return Advice(.mend, "its declaration cannot be carried out: see what plan says about it") }
        if isInjected { return Advice(.leave, "it was injected already") }
        guard let plan else { return unnamed }
        guard let held = plan.cold.done else {
            let why = plan.cold.blocked.map { ": " + $0.text } ?? ""
            return Advice(.mend, "held, it never gets there" + why)
        }
        guard let now = today.cold.done else {
            let why = today.cold.blocked.map { ": " + $0.text } ?? ""
            return hold(plan, "today it never gets there\(why); held it is there after \(text(held))")
        }
        if today.cold.restarts > plan.cold.restarts {
            let times = today.cold.restarts == 1 ? "once" : "\(today.cold.restarts) times"
            return hold(
                plan,
                "today it falls over \(times) and is there after \(text(now)); held it is there after \(text(held))")
        }
        if !today.cold.early.isEmpty {
            let names = today.cold.early.joined(separator: ", ")
            return Advice(
                .ask,
                "it starts before \(names) and what it does then is not known: say so with --assume NAME=crash:TIME, "
                    + "or NAME=crash:never if it copes")
        }
        let difference = now - held
        if difference * 10 > now {
            return hold(plan, "it is there after \(text(held)) instead of \(text(now))")
        }
        if copes, unheld.cold.early.isEmpty {
            return Advice(
                .leave, "it copes when it starts too early: it is there after \(text(now)), held \(text(held))")
        }
        if !unheld.cold.early.isEmpty {
            return Advice(.leave, "what it has holds it already, and is as quick: \(text(now)), held \(text(held))")
        }
        return Advice(.leave, "everything that it needs is there in time without")
    }

    /// Something waits, and nothing says for what.
    private var unnamed: Advice {
        if sleeps > .zero {
            return Advice(
                .ask,
                "it sleeps for \(text(sleeps)), and for what is not said: declare what it needs, and it waits no longer than that takes"
            )
        }
        return Advice(.leave, "what it waits for orders its own containers, or cannot be made out: nothing is declared")
    }

    /// The plan, or a wrap where that is the same for less.
    private func hold(_ plan: ComparisonRow, _ gain: String) -> Advice {
        var gain = gain
        if let extra = plan.extra, extra > .zero { gain += "; scaling out costs \(text(extra))" }
        guard let wrap, wrap.cold.done != nil, let cheap = wrap.extra, let dear = plan.extra,
            dear - cheap >= Adviser.worthAWord, wrap.cold.restarts <= plan.cold.restarts
        else { return Advice(.hold, gain) }
        return Advice(.wrap, gain + ", with wrap \(text(max(.zero, cheap)))")
    }

    private func text(_ time: Duration) -> String { DurationText.format(time) }
}
