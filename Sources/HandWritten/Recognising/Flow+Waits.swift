import Probing
import ShellScript

extension Flow {
    /// Takes down a loop. Returns how many of the following statements judge it.
    mutating func take(
        _ found: LoopReader.Found, _ range: Range<Int>, _ following: ArraySlice<Statement>, _ around: Surroundings
    ) -> Int {
        let judgement = Judgement.read(following, found)
        var range = range
        if judgement.count > 0, around.call == nil, let last = following.dropFirst(judgement.count - 1).first {
            range = range.lowerBound..<Swift.max(range.upperBound, last.range.upperBound)
        }
        var wait = wait(found.check, range, around)
        wait.shape = found.shape
        wait.isBounded = found.isBounded
        wait.deadline = found.deadline
        wait.interval = found.pause
        wait.flaws.formUnion(found.check.flaws)
        if !found.isBounded {
            wait.onGivingUp = .never
            wait.flaws.insert(.noDeadline)
        } else if found.limit == .fails || judgement.fails {
            wait.onGivingUp = around.onFailure ?? .fails
        } else if around.isLast, found.endsWithCheck {
            wait.onGivingUp = .fails
        } else {
            wait.onGivingUp = .goesOn
        }
        if !found.hasPause, found.check.own == nil { wait.flaws.insert(.noPause) }
        if found.check.own != nil, found.pause == nil { wait.interval = found.check.own?.interval }
        if found.hasWork { wait.range = nil }
        add(wait)
        if found.hasWork { work += 1 }
        return judgement.count
    }

    func wait(_ check: Check, _ range: Range<Int>, _ around: Surroundings) -> HandWrittenWait {
        var wait = HandWrittenWait(
            tool: check.tool, shape: .program, targets: check.targets, isBounded: false, onGivingUp: .fails,
            proof: check.proof, remainder: .nothing, isWholeCommand: false)
        wait.needsAll = check.needsAll
        wait.attemptLimit = check.attemptLimit
        wait.http = check.http
        wait.range = around.call ?? range
        wait.definition = range
        wait.isConditional = around.isConditional
        wait.isBackground = around.isBackground
        wait.flaws = check.flaws
        return wait
    }

    mutating func add(_ wait: HandWrittenWait) {
        var wait = wait
        if wait.onGivingUp == .goesOn { wait.flaws.insert(.failsOpen) }
        // What waits by itself has limits of its own.
        if wait.shape == .program { wait.flaws.remove(.noAttemptLimit) }
        waits.append(wait)
        workBefore.append(work)
    }

    /// A program that waits by itself.
    mutating func take(_ check: Check, _ own: Check.Own, _ range: Range<Int>, _ around: Surroundings) {
        var wait = wait(check.settled(), range, around)
        wait.shape = own.shape
        wait.isBounded = own.isBounded
        wait.deadline = own.deadline
        wait.interval = own.interval
        if !own.isBounded {
            wait.onGivingUp = .never
            wait.flaws.insert(.noDeadline)
        } else if own.runsAnyway {
            wait.onGivingUp = .goesOn
        } else if let onFailure = around.onFailure {
            wait.onGivingUp = onFailure
        } else {
            // Without `set -e` the script goes on behind a command that failed.
            wait.onGivingUp = around.isLast || stopsAtFailure || !own.command.isEmpty ? .fails : .goesOn
        }
        let runs = !own.command.isEmpty && !["echo", "true", "printf"].contains(own.command[0])
        if runs { wait.remainder = .command(own.command) }
        add(wait)
        if runs { work += 1 }
    }

    mutating func simple(
        _ command: SimpleCommand, _ whole: Command, _ around: Surroundings, _ pipeline: Pipeline,
        _ next: Statement.Part?
    ) {
        let words = scope.words(command.words)
        guard let name = words.first else {
            var reader = ConditionReader(scope: scope)
            reader.capture(command)
            scope = reader.scope
            return
        }
        switch name {
        case "set": return noteOptions(words)
        case "export", "local", "readonly", "declare": return declare(words)
        case "exit", "return":
            hasEnded = !around.isConditional
            fails = hasEnded && name == "exit" && words.count > 1 && words[1] != "0"
            return
        case "unset": return words.dropFirst().forEach { scope.variables.forget($0) }
        default: break
        }
        if Noise.isSleep(name) { return sleep(words, whole.range, around) }
        var inner = around
        inner.call = around.call ?? whole.range
        inner.isNested = true
        if let body = scope.functions[name], scope.mayCall {
            let outer = scope
            scope = scope.called(Array(words.dropFirst()))
            walk(body, inner)
            var after = scope
            after.variables.arguments = outer.variables.arguments
            after.depth = outer.depth
            after.calls = outer.calls
            scope = after
            // `return` ends the function only.
            hasEnded = false
            return
        }
        if let nested = NestedShell.script(words), scope.mayCall {
            return self.nested(nested, words, inner, around)
        }
        var reader = ConditionReader(scope: scope)
        guard let check = reader.pipeline(pipeline)?.check, !["[", "[[", "test"].contains(name) else {
            if !Noise.isIdle(pipeline) { work += 1 }
            return
        }
        if let own = check.own { return take(check, own, whole.range, around) }
        guard isOnce(check, pipeline, around, next) else {
            work += 1
            return
        }
        var wait = wait(check.settled(), whole.range, around)
        wait.shape = .once
        wait.isBounded = true
        wait.onGivingUp = around.onFailure ?? .fails
        add(wait)
    }

    /// Whether one attempt is a wait, which the kubelet's restarts repeat: the tool does nothing but ask, and what
    /// follows depends on it.
    private func isOnce(_ check: Check, _ pipeline: Pipeline, _ around: Surroundings, _ next: Statement.Part?) -> Bool {
        guard check.isPure, !pipeline.isNegated, !around.isConditional, !around.isBackground, !around.isNested else {
            return false
        }
        switch next?.joint {
        case .and: return around.onFailure == .fails
        case .or: return around.onFailure == .fails
        case nil: return (place == .initContainer || place == .postStart) && around.isLast
        }
    }

    private mutating func nested(
        _ nested: NestedShell, _ words: [String], _ inner: Surroundings, _ around: Surroundings
    ) {
        guard !nested.text.contains(TargetText.unknown) || nested.text.utf8.count > 3 else {
            work += 1
            return
        }
        let outer = (scope, stopsAtFailure, waits.count, work)
        scope = scope.called(Array(words.dropFirst(nested.index + 2)))
        stopsAtFailure = nested.stopsAtFailure
        walk(Script(nested.text).statements, inner)
        (scope, stopsAtFailure) = (outer.0, outer.1)
        hasEnded = false
        for index in waits.indices where index >= outer.2 {
            // Offsets into the inner script mean nothing outside.
            waits[index].definition = inner.call
            guard let limit = nested.limit, waits[index].shape != .sleep else { continue }
            waits[index].isBounded = true
            waits[index].deadline = waits[index].deadline.map { min($0, limit) } ?? limit
            waits[index].flaws.remove(.noDeadline)
            let goesOn = !(around.isLast || stopsAtFailure)
            waits[index].onGivingUp = around.onFailure ?? (goesOn ? .goesOn : .fails)
            if waits[index].onGivingUp == .goesOn { waits[index].flaws.insert(.failsOpen) }
        }
    }

    private mutating func noteOptions(_ words: [String]) {
        for (index, word) in words.enumerated().dropFirst() {
            if word.hasPrefix("-"), word.contains("e"), !word.hasPrefix("--") { stopsAtFailure = true }
            if word.hasPrefix("+"), word.contains("e") { stopsAtFailure = false }
            if word == "errexit" { stopsAtFailure = words[index - 1].hasPrefix("-") }
        }
    }

    /// `export A=b`
    private mutating func declare(_ words: [String]) {
        for word in words.dropFirst() {
            guard let equals = word.firstIndex(of: "=") else { continue }
            let name = String(word[..<equals])
            let value = String(word[word.index(after: equals)...])
            if value.contains(TargetText.unknown) {
                scope.variables.forget(name)
            } else {
                scope.variables.values[name] = value
            }
        }
    }

    /// Longer sleeps are a schedule, or a container that is to do nothing.
    static let longestDelay: Milliseconds = 600_000

    private mutating func sleep(_ words: [String], _ range: Range<Int>, _ around: Surroundings) {
        if around.takesSleeps { workBeforeIdling = work }
        guard around.takesSleeps, let time = Sleep.time(words), time > 0, time <= Flow.longestDelay else { return }
        var check = Check(tool: .sleep, proof: .time)
        check.flaws = [.fixedDelay]
        check.targets = [WaitTarget(meant: "delay:" + TimeText.format(time))]
        var wait = wait(check, range, around)
        wait.shape = .sleep
        wait.isBounded = true
        wait.deadline = time
        wait.onGivingUp = .goesOn
        waits.append(wait)
        workBefore.append(work)
    }
}
