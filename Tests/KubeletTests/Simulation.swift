@testable import Kubelet

/// What one instance of a container does.
struct Behaviour: Sendable {
    /// A hook: how long it takes (`nil`: for ever) and why it fails, if it does.
    struct Hook: Sendable {
        var takes: Duration? = .zero
        var failure: String?
    }

    /// From being created to running.
    var startDelay = Duration.zero
    /// Why it cannot be run.
    var startFailure: String?
    /// When it ends by itself; `nil` is never.
    var runs: Duration?
    var code = 0
    /// How long after its stop signal it ends; `nil`: it ignores the signal.
    var stops: Duration? = .zero
    var stopCode = 143
    var postStart = Hook()
    var preStop = Hook()
    /// Whether a probe succeeds, so long after the start.
    var probe: @Sendable (ProbeKind, Duration) -> Bool = { _, _ in true }
    var probeTakes = Duration.zero

    static let forever = Behaviour()
    static func ends(_ code: Int, after runs: Duration = .zero) -> Behaviour { Behaviour(runs: runs, code: code) }
    /// Its postStart hook takes so long, and fails or not.
    static func hook(_ takes: Duration?, failure: String? = nil) -> Behaviour {
        Behaviour(postStart: Hook(takes: takes, failure: failure))
    }
    /// Its probes of this kind succeed so long after the start; the others always do.
    static func probe(_ kind: ProbeKind, from: Duration, until: Duration = .seconds(1_000_000)) -> Behaviour {
        Behaviour(probe: { $0 != kind || $1 >= from && $1 < until })
    }
}

/// Drives a ``PodMachine`` in virtual time with containers that behave as told.
struct Simulation {
    private struct Item {
        var time: Duration
        var event: PodEvent
        /// The container and the instance of it that it belongs to; dropped when that has ended.
        var owner: (index: ContainerIndex, instance: Int)?
    }

    private struct Container {
        var instance = 0
        var isUp = false
        var since = Duration.zero
        var hooks: Set<HookKind> = []
    }

    private(set) var machine: PodMachine
    private(set) var now = Duration.zero
    private(set) var log: [(time: Duration, action: PodAction)] = []
    /// In the order in which they were set.
    private(set) var timers: [(name: PodTimer, time: Duration)] = []
    private let behaviours: [[Behaviour]]
    private var containers: [Container]
    private var queue: [Item] = []

    /// A pod whose containers behave as the lists say, an instance after another; the last one counts for the rest.
    init(_ spec: PodSpec, _ behaviours: [String: [Behaviour]] = [:], timing: KubeletTiming = KubeletTiming()) {
        machine = PodMachine(spec: spec, timing: timing)
        self.behaviours = spec.all.map { behaviours[$0.name] ?? [.forever] }
        containers = spec.all.map { _ in Container() }
        schedule(.start, at: .zero)
    }

    /// Runs a pod up to a time.
    static func run(
        _ spec: PodSpec, _ behaviours: [String: [Behaviour]] = [:], relist: Duration = .seconds(1),
        timing: KubeletTiming? = nil, stop: Duration? = nil, kill: Duration? = nil, until end: Duration = .seconds(100)
    ) -> Simulation {
        var simulation = Simulation(spec, behaviours, timing: timing ?? KubeletTiming(relist: relist))
        if let stop { simulation.schedule(.stop, at: stop) }
        if let kill { simulation.schedule(.kill, at: kill) }
        simulation.run(until: end)
        return simulation
    }

    mutating func schedule(_ event: PodEvent, at time: Duration) { put(Item(time: time, event: event)) }

    mutating func run(until end: Duration) {
        while let (time, isTimer) = next(), time <= end {
            now = time
            if isTimer, let place = timers.firstIndex(where: { $0.time == time }) {
                let timer = timers.remove(at: place).name
                send(.timer(timer))
            } else {
                take(queue.removeFirst())
            }
        }
        now = end
    }

    // MARK: What happened

    /// What an observer saw, in order.
    var transitions: [Transition] {
        log.compactMap { if case .record(let transition) = $0.action { transition } else { nil } }
    }

    /// When this was seen.
    func times(_ transition: Transition) -> [Duration] { times(.record(transition)) }

    /// When this was asked for.
    func times(_ action: PodAction) -> [Duration] { log.filter { $0.action == action }.map(\.time) }

    func times(where matches: (Transition) -> Bool) -> [Duration] {
        log.filter { if case .record(let transition) = $0.action { matches(transition) } else { false } }.map(\.time)
    }

    /// When instances of the container ran and ended.
    func starts(_ index: ContainerIndex) -> [Duration] { times(.started(index)) }
    func ends(_ index: ContainerIndex) -> [Duration] {
        times { if case .exited(index, _) = $0 { true } else { false } }
    }
    func codes(_ index: ContainerIndex) -> [Int] {
        transitions.compactMap { if case .exited(index, let code) = $0 { code } else { nil } }
    }
    func probes(_ index: ContainerIndex, _ kind: ProbeKind) -> [Duration] { times(.runProbe(index, kind)) }

    /// How the pod ended, and when.
    var finish: (time: Duration, succeeded: Bool)? {
        for case (let time, .record(.finished(let succeeded))) in log { return (time, succeeded) }
        return nil
    }

    // MARK: The world

    private func next() -> (Duration, isTimer: Bool)? {
        let timer = timers.map(\.time).min()
        guard let item = queue.first?.time else { return timer.map { ($0, true) } }
        guard let timer, timer < item else { return (item, false) }
        return (timer, true)
    }

    private mutating func put(_ item: Item) {
        let place = queue.firstIndex { $0.time > item.time } ?? queue.endIndex
        queue.insert(item, at: place)
    }

    private func behaviour(_ index: ContainerIndex) -> Behaviour {
        let list = behaviours[index]
        let place = min(max(containers[index].instance - 1, 0), list.count - 1)
        return list.isEmpty ? .forever : list[place]
    }

    private mutating func schedule(_ event: PodEvent, after delay: Duration, of index: ContainerIndex) {
        put(Item(time: now + delay, event: event, owner: (index, containers[index].instance)))
    }

    private mutating func take(_ item: Item) {
        if let owner = item.owner {
            guard containers[owner.index].instance == owner.instance else { return }
            switch item.event {
            case .started, .startFailed: break
            default: guard containers[owner.index].isUp else { return }
            }
        }
        switch item.event {
        case .started(let index):
            containers[index].isUp = true
            containers[index].since = now
            if let runs = behaviour(index).runs {
                schedule(.exited(index, code: behaviour(index).code), after: runs, of: index)
            }
        case .hookEnded(let index, let kind, _): containers[index].hooks.remove(kind)
        case .probeEnded(let index, let kind, _):
            let succeeds = behaviour(index).probe(kind, now - containers[index].since)
            return send(.probeEnded(index, kind, failure: succeeds ? nil : "no"))
        case .exited(let index, _):
            containers[index].isUp = false
            let hooks = containers[index].hooks
            containers[index].hooks = []
            send(item.event)
            for kind in [HookKind.postStart, .preStop] where hooks.contains(kind) {
                send(.hookEnded(index, kind, failure: "the container ended"))
            }
            return
        default: break
        }
        send(item.event)
    }

    private mutating func send(_ event: PodEvent) {
        for action in machine.handle(event, at: now) {
            log.append((now, action))
            perform(action)
        }
    }

    private mutating func perform(_ action: PodAction) {
        switch action {
        case .start(let index):
            containers[index].instance += 1
            let behaviour = behaviour(index)
            let answer = behaviour.startFailure.map { PodEvent.startFailed(index, $0) } ?? .started(index)
            schedule(answer, after: behaviour.startDelay, of: index)
        case .runHook(let index, let kind):
            containers[index].hooks.insert(kind)
            let hook = kind == .postStart ? behaviour(index).postStart : behaviour(index).preStop
            guard let takes = hook.takes else { return }
            schedule(.hookEnded(index, kind, failure: hook.failure), after: takes, of: index)
        case .runProbe(let index, let kind):
            schedule(.probeEnded(index, kind, failure: nil), after: behaviour(index).probeTakes, of: index)
        case .terminate(let index):
            guard let stops = behaviour(index).stops else { return }
            schedule(.exited(index, code: behaviour(index).stopCode), after: stops, of: index)
        case .kill(let index): schedule(.exited(index, code: 137), after: .zero, of: index)
        case .setTimer(let timer, let time):
            timers.removeAll { $0.name == timer }
            timers.append((timer, time))
        case .cancelTimer(let timer): timers.removeAll { $0.name == timer }
        case .record: break
        }
    }
}
