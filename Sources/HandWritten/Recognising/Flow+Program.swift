import Probing
import ShellScript

extension Flow {
    /// A command without a shell.
    mutating func program(_ words: [String]) {
        guard let name = words.first else { return }
        var around = Surroundings()
        around.isLast = true
        let nowhere = 0..<0
        if Noise.isSleep(CheckReader.baseName(name)) {
            guard let time = Sleep.time(words), time > 0, time <= Flow.longestDelay else { return }
            var wait = wait(Check(tool: .sleep, proof: .time, flaws: [.fixedDelay]), nowhere, around)
            wait.targets = [WaitTarget(meant: "delay:" + TimeText.format(time))]
            wait.shape = .sleep
            wait.isBounded = true
            wait.deadline = time
            wait.onGivingUp = .goesOn
            waits.append(wait)
            workBefore.append(work)
            return
        }
        guard let check = scope.reader.check(words) else {
            work += 1
            return
        }
        if let own = check.own { return take(check, own, nowhere, around) }
        guard check.isPure, place == .initContainer || place == .postStart else {
            work += 1
            return
        }
        var wait = wait(check.settled(), nowhere, around)
        wait.shape = .once
        wait.isBounded = true
        add(wait)
    }
}
