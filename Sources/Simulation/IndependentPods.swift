import Probing

/// Pods that do not influence each other, because the dependency answers at its usual speed: one after another.
enum IndependentPods {
    /// Every pod polls.
    static func poll(_ polling: Polling, _ checked: CheckedParameters, into tally: inout Tally) {
        var starts = FleetStarts(checked)
        var pod = 0
        while let begin = starts.next() {
            poll(polling, pod, begin, checked, &tally)
            pod += 1
        }
    }

    /// Every pod asks once.
    static func watch(_ checked: CheckedParameters, into tally: inout Tally) {
        var starts = FleetStarts(checked)
        while let begin = starts.next() {
            tally.curve.add(at: begin)
            if checked.ready < begin + checked.deadline {
                tally.release(at: max(begin, checked.ready) + checked.attemptCost, begin: begin, checked)
            } else {
                tally.gaveUp += 1
            }
        }
    }

    private static func poll(
        _ polling: Polling, _ pod: Int, _ begin: Milliseconds, _ checked: CheckedParameters, _ tally: inout Tally
    ) {
        let limit = begin + checked.deadline
        var due = begin + polling.initialDelay
        var attempt = 1
        while due < limit {
            if attempt == polling.settled {
                let period = polling.period
                let failing = max(0, checked.ready - due + period - 1) / period
                let possible = (limit - due + period - 1) / period
                tally.curve.add(from: due, count: min(failing + 1, possible))
                guard failing < possible else { break }
                tally.release(at: due + failing * period + checked.attemptCost, begin: begin, checked)
                return
            }
            tally.curve.add(at: due)
            if due >= checked.ready {
                tally.release(at: due + checked.attemptCost, begin: begin, checked)
                return
            }
            // The waiter's clock begins with the wait.
            let passed = due - begin
            due =
                begin
                + polling.schedule.next(
                    after: attempt, due: passed, now: passed + checked.attemptCost,
                    random: FleetRandom.number(seed: checked.fleet.seed, pod: pod, draw: attempt))
            attempt += 1
        }
        tally.gaveUp += 1
    }
}
