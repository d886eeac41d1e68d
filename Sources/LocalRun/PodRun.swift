import Injection
import Kubelet
import Manifests
import Rendering
import Startup

/// One pod that runs here: the kubelet's rules, driven with processes.
final class PodRun {
    let held: HeldPod
    let plan: StartupPlan
    let all: [Container]
    var machine: PodMachine
    var rows: [RowRecorder]
    var processes: [LocalProcess] = []
    var timers: [PodTimer: Duration] = [:]
    /// Containers that run through the waiter and were not let go yet.
    var holds: [ContainerIndex: HoldTracker] = [:]
    var lastProbeFailure: [ContainerIndex: String] = [:]
    var lastLine: [ContainerIndex: String] = [:]
    /// The target that let a container go: what the critical path goes through.
    var decidedBy: [ContainerIndex: String] = [:]
    var hazards: [String] = []
    var warnedAboutHosts = false
    /// How it ended; `nil` while it lasts.
    var succeeded: Bool?
    var isStopping = false
    let context: RunContext

    init(held: HeldPod, plan: StartupPlan, context: RunContext) {
        self.held = held
        self.plan = plan
        self.context = context
        all = held.pod.all
        // Told at once what happens, instead of asking every second: here the PLEG's delay would only be in the way.
        machine = PodMachine(spec: held.pod.spec, timing: KubeletTiming(relist: .zero))
        rows = []
        for (index, container) in all.enumerated() {
            let isInit = index < held.pod.initContainers.count
            let needs = plan.holds.filter { $0.dependent == container.name && $0.strategy != .native }
            rows.append(
                RowRecorder(
                    pod: held.pod.name, container: container.name,
                    role: isInit ? (container.spec.isRestartable ? "sidecar" : "init") : "container",
                    activity: needs.isEmpty ? .queued : .held, note: PodRun.names(needs)))
        }
    }

    private static func names(_ holds: [Hold]) -> String {
        var names: [String] = []
        for hold in holds where !names.contains(hold.dependency.name) { names.append(hold.dependency.name) }
        return names.joined(separator: ", ")
    }

    var name: String { held.pod.name }
    var isFinished: Bool { machine.isFinished && processes.isEmpty }

    /// Ready as a cluster has it, and nobody held: a wrapped container runs before its program does.
    var isReady: Bool { machine.isReady && holds.isEmpty }

    /// The next time at which something is due.
    var nextWake: Duration? {
        (Array(timers.values) + processes.compactMap(\.deadline)).min()
    }

    func start(at now: Duration) { handle(.start, now) }

    /// Ends the pod in order. A hook that blocks would keep the kubelet from ending it (fact 4); nobody who pressed
    /// Ctrl-C wants that, so hooks are ended here.
    func stop(at now: Duration) {
        guard !isStopping else { return }
        isStopping = true
        handle(.stop, now)
        for process in processes {
            if case .hook(_, .postStart) = process.purpose { process.signal(9) }
        }
    }

    func kill(at now: Duration) {
        isStopping = true
        for process in processes { process.signal(9) }
        handle(.kill, now)
    }

    /// Everything that is due at this time.
    func advance(to now: Duration) {
        for (timer, due) in timers.sorted(by: { $0.value < $1.value }) where due <= now && timers[timer] == due {
            timers[timer] = nil
            handle(.timer(timer), now)
        }
        for process in processes where process.deadline.map({ $0 <= now }) ?? false { process.signal(9) }
    }

    /// Reads from the processes that have something to say.
    func read(_ ready: Set<Int32>, at now: Duration) {
        for process in processes where !process.descriptors.allSatisfy({ !ready.contains($0) }) {
            let (lines, reports) = process.read()
            for line in lines { output(line, process.purpose, now) }
            for report in reports { take(report, process, now) }
        }
    }

    private func output(_ line: LocalProcess.Line, _ purpose: LocalProcess.Purpose, _ now: Duration) {
        let index = purpose.container
        var text = line.text
        switch purpose {
        case .probe: return
        case .hook(_, let kind):
            text = "[\(kind.rawValue)] " + text
            if kind == .postStart, let reason = HoldTracker.waiting(in: line.text) {
                rows[index].change(to: .hook, note: reason, at: now)
            }
        case .main:
            lastLine[index] = line.text
            follow(line.text, index, now)
        }
        context.show(
            RunEvent(
                time: now, pod: name, container: all[index].name, kind: line.isError ? .errorOutput : .output,
                text: text))
    }

    /// Follows what the waiter says, to know when the container's own program begins.
    private func follow(_ line: String, _ index: ContainerIndex, _ now: Duration) {
        if let target = HoldTracker.ready(in: line) { decidedBy[index] = target }
        guard var hold = holds[index] else {
            if let reason = HoldTracker.waiting(in: line) {
                rows[index].change(to: rows[index].activity, note: reason, at: now)
            }
            return
        }
        let isOver = hold.take(line)
        holds[index] = isOver ? nil : hold
        if !isOver { return rows[index].change(to: .held, note: hold.reason, at: now) }
        rows[index].released(isReady: machine.isReady(index), at: now)
        context.show(event(.released, index, "everything that it needs holds; its own program runs", now))
        if machine.isReady(index) { context.show(event(.ready, index, "", now)) }
    }

    func event(_ kind: RunEvent.Kind, _ index: ContainerIndex, _ text: String, _ now: Duration) -> RunEvent {
        RunEvent(time: now, pod: name, container: all[index].name, kind: kind, text: text)
    }
}
