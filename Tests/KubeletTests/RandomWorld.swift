import TestSupport

@testable import Kubelet

/// Sends a machine random events that may happen, and some that may not, and notes every action that is wrong.
struct RandomWorld {
    private enum State { case down, creating, up }

    private var random: SplitMix64
    private var machine: PodMachine
    private let spec: PodSpec
    /// Whether cancelled timers come all the same.
    private let ignoresCancelling: Bool
    private var now = Duration.zero
    private var states: [State]
    private var hooks: [Set<HookKind>]
    private var probes: [Set<ProbeKind>]
    private var isTold: [Bool]
    private var hasRun: [Bool]
    private var lastCode: [Int?]
    private var timers: [PodTimer: Duration] = [:]
    private var isEnding = false
    private var finishes = 0
    private(set) var starts = 0
    private(set) var faults: [String] = []

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
        spec = RandomWorld.spec(&random)
        ignoresCancelling = random.chance(30)
        machine = PodMachine(spec: spec, timing: KubeletTiming(relist: random.chance(30) ? .zero : .seconds(1)))
        let count = spec.all.count
        states = Array(repeating: .down, count: count)
        hooks = Array(repeating: [], count: count)
        probes = Array(repeating: [], count: count)
        isTold = Array(repeating: false, count: count)
        hasRun = isTold
        lastCode = Array(repeating: nil, count: count)
    }

    private static func spec(_ random: inout SplitMix64) -> PodSpec {
        func container(_ name: String, isRestartable: Bool, isPlain: Bool) -> ContainerSpec {
            var container = ContainerSpec(name, isRestartable: isRestartable)
            if isPlain { return container }
            if random.chance(40) { container.postStart = hook }
            if random.chance(40) { container.preStop = hook }
            for kind in ProbeKind.allCases where random.chance(30) {
                container.probes[kind] = ProbeSpec(
                    check, initialDelay: random.number(below: 3), period: 1 + random.number(below: 3),
                    successThreshold: kind == .readiness ? 1 + random.number(below: 2) : 1,
                    failureThreshold: 1 + random.number(below: 3))
            }
            return container
        }
        let policies: [PodSpec.RestartPolicy] = [.always, .onFailure, .never]
        return PodSpec(
            initContainers: (0..<random.number(below: 4)).map { place in
                let isRestartable = random.chance(60)
                return container("i\(place)", isRestartable: isRestartable, isPlain: !isRestartable)
            },
            containers: (0...random.number(below: 3)).map { container("c\($0)", isRestartable: false, isPlain: false) },
            restartPolicy: policies[random.number(below: 3)], terminationGracePeriod: random.number(below: 4) * 5)
    }

    mutating func run(events: Int) {
        deliver(.start)
        for _ in 0..<events where finishes == 0 {
            if random.chance(10) { deliver(stray()) } else if let event = possible() { deliver(event) }
            checkProgress()
        }
        if finishes == 0 { deliver(random.chance(50) ? .stop : .kill) }
        for _ in 0..<2000 where finishes == 0 {
            guard let event = possible() else { break }
            deliver(event)
        }
        expect(finishes == 1, "not finished once")
        for _ in 0..<5 { deliver(stray()) }
        expect(finishes == 1 && machine.isFinished, "finished again")
    }

    private mutating func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds { faults.append("\(now): \(what())") }
    }

    // MARK: Events

    private mutating func possible() -> PodEvent? {
        var events: [PodEvent] = []
        for index in states.indices {
            let failure: String? = random.chance(40) ? "no" : nil
            switch states[index] {
            case .creating: events.append(random.chance(85) ? .started(index) : .startFailed(index, "no"))
            case .up:
                if isTold[index] || random.chance(15) { events.append(.exited(index, code: random.number(below: 2))) }
                for kind in hooks[index] { events.append(.hookEnded(index, kind, failure: failure)) }
                for kind in probes[index] { events.append(.probeEnded(index, kind, failure: failure)) }
            case .down:
                for kind in hooks[index] { events.append(.hookEnded(index, kind, failure: "it ended")) }
            }
        }
        // A set has no order of its own, and a seed is to give the same run.
        events.sort { "\($0)" < "\($1)" }
        if random.chance(2) { events.append(random.chance(80) ? .stop : .kill) }
        let timer = timers.min { ($0.value, "\($0.key)") < ($1.value, "\($1.key)") }
        if let timer, events.isEmpty || random.chance(30) {
            now = max(now, timer.value)
            timers[timer.key] = nil
            return .timer(timer.key)
        }
        if events.isEmpty { return nil }
        let time = now + .milliseconds(random.number(below: 1500))
        now = min(time, max(now, timer?.value ?? time))
        return events[random.number(below: events.count)]
    }

    /// Something that did not happen: a late answer, a timer that was not set.
    private mutating func stray() -> PodEvent {
        let index = random.number(below: states.count)
        let kind = ProbeKind.allCases[random.number(below: 3)]
        switch random.number(below: 7) {
        case 0 where states[index] != .creating: return .started(index)
        case 1 where states[index] != .creating: return .startFailed(index, "late")
        case 2 where states[index] != .up: return .exited(index, code: 9)
        case 3 where hooks[index].isEmpty:
            return .hookEnded(index, random.chance(50) ? .postStart : .preStop, failure: nil)
        case 4 where !probes[index].contains(kind): return .probeEnded(index, kind, failure: "late")
        case 5: return .timer(.probe(index, kind))
        default: return .timer(.sync)
        }
    }

    private mutating func deliver(_ event: PodEvent) {
        switch event {
        case .started(let index) where states[index] == .creating:
            states[index] = .up
            hasRun[index] = true
        case .startFailed(let index, _) where states[index] == .creating: states[index] = .down
        case .exited(let index, let code) where states[index] == .up:
            states[index] = .down
            probes[index] = []
            // Its end needs no telling; that of postStart does, for the pass waits for it.
            hooks[index].remove(.preStop)
            isTold[index] = false
            lastCode[index] = code
        case .hookEnded(let index, let kind, _): hooks[index].remove(kind)
        case .probeEnded(let index, let kind, _): probes[index].remove(kind)
        case .stop, .kill: isEnding = true
        default: break
        }
        let wasFinished = finishes > 0
        let actions = machine.handle(event, at: now)
        expect(!wasFinished || actions.isEmpty, "\(actions) after the end")
        for action in actions { take(action, event) }
    }

    // MARK: Checks

    private var isStarting: Bool {
        states.contains(.creating) || hooks.contains { $0.contains(.postStart) }
    }

    private mutating func take(_ action: PodAction, _ event: PodEvent) {
        expect(finishes == 0, "\(action) after finished")
        switch action {
        case .start(let index):
            starts += 1
            expect(states[index] == .down, "start of \(index), which is not down")
            expect(!isStarting, "start of \(index) beside another")
            expect(!isEnding, "start of \(index) in a pod that ends")
            for earlier in spec.initContainers.indices where earlier < index {
                let isThrough = spec.initContainers[earlier].isRestartable ? hasRun[earlier] : lastCode[earlier] == 0
                expect(isThrough, "start of \(index) before \(earlier) was through")
            }
            states[index] = .creating
        case .runHook(let index, let kind):
            expect(states[index] == .up && !hooks[index].contains(kind), "\(action)")
            hooks[index].insert(kind)
        case .runProbe(let index, let kind):
            expect(states[index] == .up && !isTold[index] && !probes[index].contains(kind), "\(action)")
            probes[index].insert(kind)
        case .terminate(let index):
            expect(states[index] == .up, "\(action)")
            isTold[index] = random.chance(80)
        case .kill(let index):
            expect(states[index] != .down, "\(action)")
            isTold[index] = states[index] == .up
        case .setTimer(let timer, let time):
            expect(time >= now, "\(action) in the past")
            timers[timer] = time
        case .cancelTimer(let timer): if !ignoresCancelling { timers[timer] = nil }
        case .record(.finished):
            finishes += 1
            expect(states.allSatisfy { $0 == .down }, "finished while containers run")
            isEnding = true
        case .record(.ready(let index)): expect(states[index] == .up, "\(action)")
        case .record: break
        }
    }

    /// While the pod lives, whoever has to run again and does not has something under way that leads there.
    private mutating func checkProgress() {
        guard finishes == 0, machine.phase == .running else { return }
        let isEndingOne = states.indices.contains { states[$0] == .up && machine.containers[$0].stopping != nil }
        let waits = states.indices.contains { states[$0] == .down && machine.shouldRun($0) }
        expect(!waits || isStarting || isEndingOne || timers[.sync] != nil, "nothing leads to the next start")
        expect(machine.isInPass == (isStarting || isEndingOne), "a pass without a step, or a step without a pass")
    }
}
