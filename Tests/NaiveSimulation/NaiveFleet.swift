import Probing
import Simulation

/// The same model as `FleetLoad.run`, as anybody would write it: a queue of events, every attempt one of them, every
/// time kept. Shares with the other only what is drawn and the schedule; parameters are taken to be right,
/// and throw nothing.
public struct NaiveFleet {
    private enum Event {
        case bound(pod: Int)
        case prepared(pod: Int)
        case attempt(pod: Int, number: Int, due: Milliseconds)
        case slept(pod: Int)
        case notified(pod: Int, end: Milliseconds)
    }

    private struct Node {
        var queue: [Int] = []
        var busy = 0
        var nextStart: Int64 = 0
    }

    private let parameters: FleetLoad.Parameters
    private let method: WaitingMethod
    private let ready: Milliseconds
    private let cost: Milliseconds
    private let schedule: Schedule
    private let delay: Milliseconds
    private var queue = EventQueue<Event>()
    private var nodes: [Node]
    private var begins: [Milliseconds]
    private var serverDone: Int64 = 0
    /// When each attempt began, and how long each pod's application was late.
    private var attempts: [Milliseconds] = []
    private var lags: [Milliseconds] = []
    private var result = FleetLoad.Result()
    private var last: Milliseconds = 0

    /// The result, by going through every event.
    public static func run(_ parameters: FleetLoad.Parameters, _ method: WaitingMethod) -> FleetLoad.Result {
        var fleet = NaiveFleet(parameters, method)
        fleet.start()
        fleet.wait()
        return fleet.finish()
    }

    private init(_ parameters: FleetLoad.Parameters, _ method: WaitingMethod) {
        self.parameters = parameters
        self.method = method
        ready = parameters.readyTime.map(NaiveFleet.milliseconds) ?? 1 << 60
        cost = NaiveFleet.milliseconds(parameters.attemptCost)
        (schedule, delay) =
            switch method {
            case .fixed(let interval): (NaiveFleet.pauses(interval), 0)
            case .fixedWithStartDelay(let interval, let delay):
                (NaiveFleet.pauses(interval), NaiveFleet.milliseconds(delay))
            case .pilotAgent: (NaiveFleet.pauses(.milliseconds(500)), 500)
            case .waiter(let schedule): (schedule, 0)
            case .sleep(let time): (NaiveFleet.pauses(time), NaiveFleet.milliseconds(time))
            case .watch: (NaiveFleet.pauses(.seconds(1)), 0)
            }
        nodes = Array(repeating: Node(), count: parameters.nodes)
        begins = Array(repeating: 0, count: parameters.replicas)
    }

    private static func pauses(_ time: Duration) -> Schedule {
        Schedule(initial: milliseconds(time), factor: 1, maximum: milliseconds(time), spread: false)
    }

    private static func milliseconds(_ time: Duration) -> Milliseconds { Milliseconds(time / .milliseconds(1)) }

    /// The scheduler and the nodes, in microseconds.
    private mutating func start() {
        for pod in 0..<parameters.replicas {
            let time = parameters.schedulerRate.map { pod * 1_000_000 / $0 } ?? 0
            queue.add(.bound(pod: pod), at: Int64(time))
        }
        while let (now, event) = queue.next() {
            switch event {
            case .bound(let pod):
                nodes[pod % parameters.nodes].queue.append(pod)
                prepare(pod % parameters.nodes, now)
            case .prepared(let pod):
                begins[pod] = now / 1000
                nodes[pod % parameters.nodes].busy -= 1
                prepare(pod % parameters.nodes, now)
            default: break
            }
        }
    }

    private mutating func prepare(_ node: Int, _ now: Int64) {
        while !nodes[node].queue.isEmpty, nodes[node].busy < parameters.podsPerNodeAtOnce {
            let pod = nodes[node].queue.removeFirst()
            let start = max(now, nodes[node].nextStart)
            nodes[node].nextStart = start + (parameters.nodeStartRate.map { Int64(1_000_000 / $0) } ?? 0)
            nodes[node].busy += 1
            let time = NaiveFleet.milliseconds(parameters.podStartTime) * 1000
            let less = time * Int64(parameters.podStartSpread) / 100
            let random = FleetRandom.number(seed: parameters.seed, pod: pod, draw: 0)
            let spread = Int64(random.multipliedFullWidth(by: UInt64(2 * less + 1)).high)
            queue.add(.prepared(pod: pod), at: start + time - less + spread)
        }
    }

    /// The pods, in milliseconds.
    private mutating func wait() {
        for (pod, begin) in begins.enumerated() {
            if case .sleep = method {
                queue.add(.slept(pod: pod), at: begin + delay)
            } else {
                queue.add(.attempt(pod: pod, number: 1, due: begin + delay), at: begin + delay)
            }
        }
        while let (now, event) = queue.next() {
            switch event {
            case .attempt(let pod, let number, let due): attempt(pod, number, due, now)
            case .slept(let pod):
                if now >= ready { release(pod, now) } else { result.early += 1 }
            case .notified(let pod, let end): release(pod, end)
            default: break
            }
        }
    }

    private mutating func attempt(_ pod: Int, _ number: Int, _ due: Milliseconds, _ now: Milliseconds) {
        let begin = begins[pod]
        if let deadline = parameters.deadline, .milliseconds(now - begin) >= deadline {
            result.gaveUp += 1
            return
        }
        attempts.append(now)
        var wait: Milliseconds = 0
        var isRefused = false
        if let capacity = parameters.capacity {
            let service = Int64(1_000_000 / capacity.attemptsPerSecond)
            let backlog = max(0, serverDone - now * 1000)
            isRefused = backlog > Int64(capacity.queue) * service
            if isRefused {
                result.refused += 1
            } else {
                serverDone = now * 1000 + backlog + service
                wait = backlog / 1000
            }
        }
        let end = now + wait + cost
        if method == .watch, !isRefused {
            if let deadline = parameters.deadline, .milliseconds(ready - begin) >= deadline {
                result.gaveUp += 1
            } else {
                let time = max(now + wait, ready) + cost
                queue.add(.notified(pod: pod, end: time), at: time)
            }
            return
        }
        if !isRefused, now + wait >= ready {
            release(pod, end)
            return
        }
        let random = FleetRandom.number(seed: parameters.seed, pod: pod, draw: number)
        let next = begin + schedule.next(after: number, due: due - begin, now: end - begin, random: random)
        queue.add(.attempt(pod: pod, number: number + 1, due: next), at: next, rank: 1)
    }

    private mutating func release(_ pod: Int, _ time: Milliseconds) {
        lags.append(time - max(begins[pod], ready))
        last = max(last, time)
    }

    private mutating func finish() -> FleetLoad.Result {
        result.released = lags.count
        if let latest = attempts.max() { result.load = Array(repeating: 0, count: Int(latest / 100) + 1) }
        for time in attempts { result.load[Int(time / 100)] += 1 }
        lags.sort()
        result.wasted = .milliseconds(lags.reduce(0, +))
        if let maximum = lags.last {
            result.lag = LagSummary(
                median: .milliseconds(lags[(lags.count * 50 + 99) / 100 - 1]),
                p99: .milliseconds(lags[(lags.count * 99 + 99) / 100 - 1]), maximum: .milliseconds(maximum))
            result.lastUp = .milliseconds(last + NaiveFleet.milliseconds(parameters.applicationStartTime))
        }
        return result
    }
}
