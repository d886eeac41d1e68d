import Probing

/// Pods whose dependency has a limit: each attempt may delay or displace every other, so they come one by one, in the
/// order of time. Within a millisecond first attempts come first, in the order of pods, then the others, in the order
/// in which they became due.
struct QueuedPods {
    private let polling: Polling
    private let checked: CheckedParameters
    private var server: ServerQueue
    private var wheel: TimingWheel
    /// When each pod begins to wait, in the high half, and which it is, in the low half; in this order. Pods go by their
    /// place here: those that are due together then lie near each other in memory, which is most of the speed.
    private let arrivals: [UInt64]
    private var attempts: [Int32]

    /// Every pod waits until it is let through or gives up.
    static func run(
        _ polling: Polling, server: ServerQueue, _ checked: CheckedParameters, into tally: inout Tally
    ) {
        var pods = QueuedPods(polling: polling, server: server, checked: checked)
        pods.run(into: &tally)
    }

    private init(polling: Polling, server: ServerQueue, checked: CheckedParameters) {
        self.polling = polling
        self.server = server
        self.checked = checked
        // No interval is longer than twice the longest, and a grid skips what has passed during an attempt.
        let reach = 2 * polling.schedule.maximum + server.longestWait + checked.attemptCost + 2
        wheel = TimingWheel(pods: checked.fleet.replicas, reach: reach)
        attempts = Array(repeating: 1, count: checked.fleet.replicas)
        var arrivals: [UInt64] = []
        arrivals.reserveCapacity(checked.fleet.replicas)
        var starts = FleetStarts(checked)
        while let begin = starts.next() { arrivals.append(UInt64(begin) << 32 | UInt64(arrivals.count)) }
        arrivals.sort()
        self.arrivals = arrivals
    }

    private mutating func run(into tally: inout Tally) {
        var arrived = 0
        var now: Milliseconds = 0
        while arrived < arrivals.count || wheel.count > 0 {
            if wheel.count == 0 { now = begin(of: arrived) + polling.initialDelay }
            while arrived < arrivals.count, begin(of: arrived) + polling.initialDelay == now {
                attempt(arrived, now, &tally)
                arrived += 1
            }
            while let place = wheel.take(at: now) { attempt(Int(place), now, &tally) }
            now += 1
        }
    }

    private func begin(of place: Int) -> Milliseconds { Milliseconds(arrivals[place] >> 32) }

    private mutating func attempt(_ place: Int, _ now: Milliseconds, _ tally: inout Tally) {
        let begin = begin(of: place)
        guard now < begin + checked.deadline else {
            tally.gaveUp += 1
            return
        }
        tally.curve.add(at: now)
        let wait = server.arrive(at: now)
        if let wait {
            let answered = now + wait
            if polling.isWatch {
                if checked.ready < begin + checked.deadline {
                    tally.release(
                        at: max(answered, checked.ready) + checked.attemptCost, begin: begin, checked)
                } else {
                    tally.gaveUp += 1
                }
                return
            }
            if answered >= checked.ready {
                tally.release(at: answered + checked.attemptCost, begin: begin, checked)
                return
            }
        } else {
            tally.refused += 1
        }
        let number = Int(attempts[place])
        let passed = now - begin
        // A settled schedule draws nothing any more, and nearly all attempts are of one.
        let isSettled = polling.settled.map { number >= $0 } ?? false
        let pod = Int(UInt32(truncatingIfNeeded: arrivals[place]))
        let random = isSettled ? 0 : FleetRandom.number(seed: checked.fleet.seed, pod: pod, draw: number)
        let next = polling.schedule.next(
            after: number, due: passed, now: passed + (wait ?? 0) + checked.attemptCost,
            random: random)
        attempts[place] += 1
        wheel.insert(Int32(place), at: begin + next)
    }
}
