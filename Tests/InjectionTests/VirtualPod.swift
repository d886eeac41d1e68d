import Kubelet
import Manifests
import Startup

@testable import Injection

/// Runs a pod of a manifest in virtual time, as a kubelet would: the waiter's commands are understood, everything else
/// is a program that becomes ready, and perhaps completes, some time after its first instruction.
struct VirtualPod {
    /// How programs and targets behave, in steps of 100 ms.
    struct World {
        /// From a program's first instruction until it is ready.
        var readyAfter: [String: Int] = [:]
        /// From a program's first instruction until it ends with 0; absent: never.
        var endsAfter: [String: Int] = [:]
        /// When a target outside the pod is ready; absent: never.
        var targets: [String: Int] = [:]
        /// The container that listens on a port of the pod.
        var ports: [Int: String] = [:]
    }

    private struct Process {
        var words: ArraySlice<String>
        var name: String
    }

    private(set) var firstInstruction: [String: Int] = [:]
    private var readyAt: [String: Int] = [:]
    private var completedAt: [String: Int] = [:]
    private let pod: Pod
    private let world: World
    private var machine: PodMachine
    private var timers: [PodTimer: Duration] = [:]
    private var running: [ContainerIndex: Process] = [:]
    private var hooks: [ContainerIndex: [String]] = [:]
    private var now = 0

    init(_ pod: Pod, _ world: World) {
        self.pod = pod
        self.world = world
        machine = PodMachine(spec: pod.spec)
    }

    /// When a container was ready for the first time, or had completed.
    func ready(_ name: String) -> Int? { readyAt[name] }
    func completed(_ name: String) -> Int? { completedAt[name] }

    mutating func run(until end: Int) {
        send(.start)
        while now < end, !machine.isFinished {
            for (timer, due) in timers where due <= time {
                timers[timer] = nil
                send(.timer(timer))
            }
            advance()
            now += 1
        }
    }

    private var time: Duration { .milliseconds(now * 100) }

    private mutating func send(_ event: PodEvent) {
        for action in machine.handle(event, at: time) { carryOut(action) }
    }

    private mutating func carryOut(_ action: PodAction) {
        switch action {
        case .start(let index):
            let container = pod.all[index]
            running[index] = Process(words: (container.command + container.arguments)[...], name: container.name)
            send(.started(index))
        case .runHook(let index, let kind):
            let handler = kind == .postStart ? pod.all[index].spec.postStart : pod.all[index].spec.preStop
            switch handler {
            case .exec(let words)?: hooks[index] = words
            default: send(.hookEnded(index, kind, failure: nil))
            }
        case .runProbe(let index, let kind):
            let isGood: Bool
            if case .exec(let words)? = pod.all[index].spec.probes[kind]?.handler, WaiterWords.areWaiters(words) {
                isGood = WaiterWords.targets(words).filter { Int($0) == nil }.allSatisfy { isReady($0) }
            } else {
                isGood = (readyAt[pod.all[index].name] ?? .max) <= now
            }
            send(.probeEnded(index, kind, failure: isGood ? nil : "not yet"))
        case .terminate(let index), .kill(let index):
            guard running.removeValue(forKey: index) != nil else { return }
            hooks[index] = nil
            send(.exited(index, code: 143))
        case .setTimer(let timer, let at): timers[timer] = at
        case .cancelTimer(let timer): timers[timer] = nil
        case .record: break
        }
    }

    private mutating func advance() {
        for (index, words) in hooks.sorted(by: { $0.key < $1.key }) where hookIsOver(words, pod.all[index].name) {
            hooks[index] = nil
            send(.hookEnded(index, .postStart, failure: nil))
        }
        for index in running.keys.sorted() { step(index) }
    }

    private func hookIsOver(_ words: [String], _ name: String) -> Bool {
        if words.first == "pilot-agent" { return (readyAt["istio-proxy"] ?? .max) <= now }
        return WaiterWords.targets(words).allSatisfy {
            $0.hasPrefix("exec:") ? (readyAt[name] ?? .max) <= now : isReady($0)
        }
    }

    /// A program's command may run through the waiter, more than once.
    private mutating func step(_ index: ContainerIndex) {
        guard var process = running[index] else { return }
        while WaiterWords.areWaiters(Array(process.words)) {
            let words = Array(process.words)
            let dashes = words.firstIndex(of: "--")
            let own = Array(words[..<(dashes ?? words.count)])
            if own[1] == "wait", !WaiterWords.targets(own).allSatisfy({ isReady($0) }) { return }
            guard let dashes else { return end(index) }
            process.words = words[(dashes + 1)...]
            running[index] = process
        }
        if firstInstruction[process.name] == nil {
            firstInstruction[process.name] = now
            readyAt[process.name] = now + (world.readyAfter[process.name] ?? 0)
            if let ends = world.endsAfter[process.name] { completedAt[process.name] = now + ends }
        }
        if let completed = completedAt[process.name], completed <= now { end(index) }
    }

    private mutating func end(_ index: ContainerIndex) {
        running[index] = nil
        send(.exited(index, code: 0))
    }

    /// Whether what the waiter asks holds now.
    private func isReady(_ target: String) -> Bool {
        if target.hasPrefix("file:") {
            let parts = target.split(separator: "/")
            guard let condition = parts.last, let name = parts.dropLast().last.map(String.init) else { return false }
            switch condition {
            case "started": return firstInstruction[name] != nil
            case "ready": return (readyAt[name] ?? .max) <= now
            default: return (completedAt[name] ?? .max) <= now
            }
        }
        if target.hasPrefix("delay:") { return true }
        if let port = target.split(separator: ":").last.flatMap({ Int($0.prefix { $0.isNumber }) }),
            target.contains("localhost"), let name = world.ports[port]
        {
            return (readyAt[name] ?? .max) <= now
        }
        return (world.targets[target] ?? .max) <= now
    }
}
