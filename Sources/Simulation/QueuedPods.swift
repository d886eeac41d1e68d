import Probing

/// Pods whose dependency has a limit: each attempt may delay or displace every other, so they come one by one, in the
/// order of time. Within a millisecond first attempts come first, in the order of pods, then the others, in the order
/// in which they became due.
struct QueuedPods {
    private let polling: Polling
    private let checked: CheckedParameters
    private var server: ServerQueue
    private var wheel: TimingWheel
    private var begins: [Int32] = []
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
        begins.reserveCapacity(checked.fleet.replicas)
        var starts = FleetStarts(checked)
        while let begin = starts.next() { begins.append(Int32(begin)) }
    }

    private mutating func run(into tally: inout Tally) {
        // The pod in the low half of the number: one sort of plain numbers by time, then pod.
        var arrivals = begins.enumerated().map { UInt64($1) << 32 | UInt64($0) }
        arrivals.sort()
        var arrived = 0
        var now: Milliseconds = 0
        while arrived < arrivals.count || wheel.count > 0 {
            if wheel.count == 0 { now = Milliseconds(arrivals[arrived] >> 32) + polling.initialDelay }
            while arrived < arrivals.count, Milliseconds(arrivals[arrived] >> 32) + polling.initialDelay == now {
                attempt(Int32(truncatingIfNeeded: arrivals[arrived]), now, &tally)
                arrived += 1
            }
            while let pod = wheel.take(at: now) { attempt(pod, now, &tally) }
            now += 1
        }
    }

    private mutating func attempt(_ pod: Int32, _ now: Milliseconds, _ tally: inout Tally) {
        let begin = Milliseconds(begins[Int(pod)])
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
        let number = Int(attempts[Int(pod)])
        let passed = now - begin
        let next = polling.schedule.next(
            after: number, due: passed, now: passed + (wait ?? 0) + checked.attemptCost,
            random: FleetRandom.number(seed: checked.fleet.seed, pod: Int(pod), draw: number))
        attempts[Int(pod)] += 1
        wheel.insert(pod, at: begin + next)
    }
}
