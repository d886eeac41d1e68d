import CLocalRun
import Glibc
import Injection
import Manifests
import Rendering
import Startup

/// Runs pods here: one loop that waits for processes, timers and signals, and feeds the pods' machines.
public final class LocalRunner {
    private let options: RunOptions
    private let pods: [PodRun]
    private let view: any RunView
    private let context: RunContext
    private let clock = MonotonicClock()
    private var result: RunResult?
    private var stops = 0

    /// Prepares the run. Throws what cannot be prepared, in words.
    public init(
        _ pods: [(held: HeldPod, plan: StartupPlan)], hosts: String, options: RunOptions
    ) throws(RunFailure) {
        self.options = options
        let names = pods.flatMap { pod in pod.held.pod.all.map { pod.held.pod.name + "/" + $0.name } }
        switch options.format {
        case .json: view = JSONView()
        case .auto where options.isTerminal: view = LiveView(names: names, colour: options.colour)
        case .auto, .plain: view = PlainView(names: names, colour: options.colour)
        }
        do throws(SystemError) {
            let log = try options.logDirectory.map { (directory) throws(SystemError) in try RunLog(directory: directory)
            }
            let hostsFile = options.workDirectory + "/hosts"
            try WorkDirectory.write(hosts, to: hostsFile)
            context = RunContext(
                commands: CommandBuilder(
                    waiter: options.waiter, base: options.baseEnvironment, overrides: options.environment),
                hostsFile: hostsFile, view: view, log: log)
        } catch {
            throw RunFailure(message: error.message)
        }
        let context = context
        self.pods = pods.map { PodRun(held: $0.held, plan: $0.plan, context: context) }
    }

    /// Runs until the end that was asked for. Leaves no process behind.
    public func run() -> RunResult {
        let signals = holdfast_signal_descriptor()
        for pod in pods { pod.start(at: clock.now) }
        while !pods.allSatisfy(\.isFinished) {
            var descriptors = signals >= 0 ? [signals] : []
            for process in pods.flatMap(\.processes) { descriptors += process.descriptors }
            let ready = Descriptors.poll(descriptors, timeout: timeout(at: clock.now))
            let now = clock.now
            context.now = now
            takeSignals(signals, now)
            for pod in pods {
                pod.read(ready, at: now)
                pod.advance(to: now)
            }
            context.collect()
            decide(clock.now)
            view.update(pods.flatMap(\.status), at: clock.now)
        }
        view.finish()
        return result ?? ended()
    }

    private func timeout(at now: Duration) -> Duration? {
        var wakes = pods.compactMap(\.nextWake)
        if let interval = view.interval { wakes.append(now + interval) }
        if result == nil, let timeout = options.timeout { wakes.append(timeout) }
        // Keepers end a moment after they have said so, and nothing else would wake the loop then.
        if pods.allSatisfy({ $0.processes.isEmpty }) { wakes.append(now + .milliseconds(50)) }
        return wakes.min().map { $0 - now }
    }

    private func takeSignals(_ descriptor: Int32, _ now: Duration) {
        while descriptor >= 0 {
            let signal = holdfast_next_signal(descriptor)
            if signal <= 0 { return }
            if signal == SIGWINCH { continue }
            stops += 1
            if result == nil { result = RunResult(exitCode: 128 + signal, message: "stopped by the user") }
            if stops == 1 {
                note("stopping in reverse order; once more kills", now)
                stop(now)
            } else {
                for pod in pods { pod.kill(at: now) }
            }
        }
    }

    /// Whether the end that was asked for has come.
    private func decide(_ now: Duration) {
        if result != nil { return stop(now) }
        let failed = pods.first { $0.succeeded == false }
        if let failed, options.exitWhen != nil {
            finish(1, "\(failed.name) failed" + (failed.blocker.map { ": " + $0 } ?? ""), now)
        } else if options.exitWhen == .ready, pods.allSatisfy({ $0.isReady || $0.succeeded == true }) {
            finish(0, "", now)
        } else if let timeout = options.timeout, now >= timeout, !isSettled {
            let blockers = pods.compactMap(\.blocker)
            let what = options.exitWhen == .done ? "done" : "ready"
            finish(124, "not \(what) after \(DurationText.format(timeout)): \(blockers.joined(separator: "; "))", now)
        }
    }

    /// The timeout is about the start: without `--exit-when done` it is over when everything is ready.
    private var isSettled: Bool {
        options.exitWhen != .done && pods.allSatisfy { $0.isReady || $0.succeeded == true }
    }

    private func finish(_ code: Int32, _ message: String, _ now: Duration) {
        result = RunResult(exitCode: code, message: message)
        readyAt = code == 0 ? now : nil
        pictureEnd = now
        stop(now)
    }

    private var readyAt: Duration?
    private var pictureEnd: Duration?

    /// The last pod first: those that were named first are what the others need.
    private func stop(_ now: Duration) {
        if let pod = pods.last(where: { !$0.isFinished }) { pod.stop(at: now) }
    }

    private func ended() -> RunResult {
        let failed = pods.filter { $0.succeeded == false }
        if failed.isEmpty { return RunResult(exitCode: 0, message: "") }
        return RunResult(exitCode: 1, message: failed.map { "\($0.name) failed" }.joined(separator: "; "))
    }

    private func note(_ text: String, _ now: Duration) {
        context.show(RunEvent(time: now, pod: "", container: "", kind: .note, text: text))
    }

    /// The picture of what happened.
    public func timeline(_ result: RunResult) -> Timeline {
        let end = clock.now
        let finder = PodRun.criticalPath(pods)
        let path = finder.find()
        let rows = pods.enumerated().flatMap { podIndex, pod in
            pod.rows.enumerated().map { index, recorder in
                var row = recorder.finished(at: end)
                row.isCritical = path.contains { $0.pod == podIndex && $0.row == index }
                return row
            }
        }
        var outcome = result.exitCode == 0 ? "all ended well" : result.message
        if let readyAt { outcome = "ready after \(DurationText.format(readyAt))" }
        return Timeline(
            title: options.title, outcome: outcome, succeeded: result.exitCode == 0, rows: rows, end: end,
            criticalPath: finder.words(path), hazards: pods.flatMap(\.hazards))
    }
}
