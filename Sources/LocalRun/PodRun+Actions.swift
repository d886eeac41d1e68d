import Injection
import Kubelet
import Rendering
import Startup

extension PodRun {
    /// Gives the machine an event and carries out what it wants.
    func handle(_ event: PodEvent, _ now: Duration) {
        for action in machine.handle(event, at: now) { carryOut(action, now) }
    }

    private func carryOut(_ action: PodAction, _ now: Duration) {
        switch action {
        case .start(let index):
            if let targets = held.wrapped[all[index].name] { holds[index] = HoldTracker(targets: targets.count) }
            let command = context.commands.main(all[index], pod: held.pod)
            if let why = launch(command, .main(index), deadline: nil) { handle(.startFailed(index, why), now) }
        case .runHook(let index, let kind):
            guard let handler = kind == .postStart ? all[index].spec.postStart : all[index].spec.preStop else { break }
            let command = context.commands.handler(handler, timeout: nil, isHook: true, all[index], pod: held.pod)
            if let why = launch(command, .hook(index, kind), deadline: nil) {
                handle(.hookEnded(index, kind, failure: why), now)
            }
        case .runProbe(let index, let kind):
            guard let probe = all[index].spec.probes[kind] else { break }
            let command = context.commands.handler(
                probe.handler, timeout: probe.timeout, isHook: false, all[index], pod: held.pod)
            // A moment more than the waiter's own deadline, so that its words are the ones that are heard.
            let deadline = now + .seconds(probe.timeout) + .milliseconds(200)
            if let why = launch(command, .probe(index, kind), deadline: deadline) {
                handle(.probeEnded(index, kind, failure: why), now)
            }
        case .terminate(let index): signal(index, 15)
        case .kill(let index): signal(index, 9)
        case .setTimer(let timer, let at): timers[timer] = at
        case .cancelTimer(let timer): timers[timer] = nil
        case .record(let transition): record(transition, now)
        }
    }

    private func signal(_ index: ContainerIndex, _ number: Int32) {
        for process in processes where process.purpose == .main(index) { process.signal(number) }
    }

    /// Starts a process. Returns why it could not.
    private func launch(_ command: LocalCommand, _ purpose: LocalProcess.Purpose, deadline: Duration?) -> String? {
        do throws(SystemError) {
            processes.append(
                try LocalProcess(command, purpose: purpose, deadline: deadline, hostsFile: context.hostsFile))
            return nil
        } catch {
            return error.message
        }
    }

    func take(_ report: LocalProcess.Report, _ process: LocalProcess, _ now: Duration) {
        switch report {
        case .started:
            if case .main(let index) = process.purpose { handle(.started(index), now) }
        case .withoutHosts(let why): context.warnAboutHosts(why)
        case .failed(let why):
            remove(process)
            switch process.purpose {
            case .main(let index): handle(.startFailed(index, why), now)
            case .hook(let index, let kind): handle(.hookEnded(index, kind, failure: why), now)
            case .probe(let index, let kind): handle(.probeEnded(index, kind, failure: why), now)
            }
        case .exited(let code):
            remove(process)
            ended(process, code, now)
        }
    }

    private func ended(_ process: LocalProcess, _ code: Int, _ now: Duration) {
        let failure = code == 0 ? nil : failureText(process, code, now)
        switch process.purpose {
        case .main(let index):
            // What runs in a container ends with it: hooks have failed, probes have nothing to say any more.
            let hooks = processes.filter { $0.purpose.container == index }
            for other in hooks { other.signal(9) }
            holds[index] = nil
            handle(.exited(index, code: code), now)
        case .hook(let index, let kind): handle(.hookEnded(index, kind, failure: failure), now)
        case .probe(let index, let kind):
            lastProbeFailure[index] = failure
            handle(.probeEnded(index, kind, failure: failure), now)
        }
    }

    private func failureText(_ process: LocalProcess, _ code: Int, _ now: Duration) -> String {
        if let deadline = process.deadline, deadline <= now { return "it did not end in time" }
        let line = process.lastLine
        // The waiter says it in its own words; a command's last line is the best that there is.
        for prefix in ["waiter: waiting for ", "waiter: timed out "] where line.hasPrefix(prefix) {
            if let reason = line.split(separator: ": ", maxSplits: 2).last { return String(reason) }
        }
        return line.isEmpty ? "it ended with \(code)" : "it ended with \(code): \(line)"
    }

    private func remove(_ process: LocalProcess) {
        processes.removeAll { $0 === process }
        context.bury(process)
    }
}
