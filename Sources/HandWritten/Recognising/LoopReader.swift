import Probing
import ShellScript

/// Reads loops that wait.
struct LoopReader {
    /// A loop that waits.
    struct Found {
        var check: Check
        var shape = WaitShape.loop
        var isBounded = false
        var deadline: Milliseconds?
        var pause: Milliseconds?
        var hasPause: Bool
        /// What it does in the end; `nil` when what follows the loop runs.
        var limit: Leave?
        /// Variables that tell afterwards whether it succeeded.
        var tellers: Set<String> = []
        /// Whether its last command's status is the check's, which is the loop's own.
        var endsWithCheck = false
        /// Whether a success leaves the script.
        var leavesScript = false
        /// Whether a success does work inside the loop.
        var hasWork = false
        var scope: Scope
    }

    let scope: Scope

    /// `while` and `until`; `nil` when it is no wait.
    func found(_ loop: Loop) -> Found? {
        var body = BodyReader(scope)
        body.read(loop.body)
        guard body.isNoise else { return nil }
        // What the body sets, the condition sees: `while [ "$code" != 200 ]; do code=$(curl …); done`.
        var reader = body.reader
        reader.scope.variables = scope.variables
        for name in body.reader.scope.captured.keys { reader.scope.variables.forget(name) }
        reader.takesUnknown = body.hasPause
        guard let condition = reader.condition(loop.condition) else { return nil }
        var whole = body
        whole.steps.merge(conditionSteps(loop.condition)) { first, _ in first }
        if let check = condition.check {
            // Until it fails: something else than a wait for a start.
            guard loop.isUntil != condition.isNegated else { return nil }
            return found(check, condition, loop.isUntil, whole)
        }
        guard let success = whole.successes.first else { return nil }
        if !condition.isAlways {
            let isFlag = !condition.flags.isDisjoint(with: whole.flags)
            let isCounter = condition.counter.map { whole.steps[$0.name] != nil } ?? false
            guard isFlag || isCounter || condition.hasClock else { return nil }
        } else if loop.isUntil != condition.isNegated {
            return nil
        }
        return found(success.check, condition, loop.isUntil, whole, success.leave)
    }

    /// `for`, counting.
    func found(_ loop: ForLoop) -> Found? {
        var body = BodyReader(scope)
        body.read(loop.body)
        guard body.isNoise, let success = body.successes.first, success.leave != nil else { return nil }
        // A list of hosts is gone through, not counted.
        if !loop.name.isEmpty, mentions(success.check, loop) { return nil }
        var read = make(success.check, body, success.leave)
        read.isBounded = true
        let count = count(loop)
        if let count {
            read.shape = .retries(count)
            read.deadline = read.pause.map { $0 * Milliseconds(count) }
        }
        read.limit = body.limits.first?.leave
        read.tellers.insert(loop.name)
        read.endsWithCheck = endsWithCheck(loop.body)
        return read
    }

    private func count(_ loop: ForLoop) -> Int? {
        if let words = loop.words { return scope.variables.fields(words)?.count }
        guard loop.arithmetic.count == 3 else { return nil }
        var start = scope.variables
        let parts = loop.arithmetic[0].split(separator: "=").map(String.init)
        if parts.count == 2 { start.values[parts[0].trimmed(" ")] = start.number(parts[1])?.description }
        guard let test = TestReader(scope: scope).arithmetic(loop.arithmetic[1])?.counter,
            let step = Steps.read(loop.arithmetic[2], start), step.name == test.name,
            let from = start.values[test.name].flatMap({ Int($0) })
        else { return nil }
        return test.opposite.steps(from: from, by: step.step)
    }

    /// Whether the check's target depends on the loop's variable: it is unknown within.
    private func mentions(_ check: Check, _ loop: ForLoop) -> Bool {
        guard let words = loop.words, let fields = scope.variables.fields(words), let first = fields.first else {
            return loop.words != nil && check.targets.contains { $0.meant == nil }
        }
        var bound = scope
        bound.variables.values[loop.name] = first
        var again = BodyReader(bound)
        again.read(loop.body)
        return again.successes.first?.check.targets != check.targets
    }

    private func conditionSteps(_ statements: [Statement]) -> [String: Int] {
        var body = BodyReader(scope)
        body.read(statements)
        return body.steps
    }

    private func make(_ check: Check, _ body: BodyReader, _ leave: Leave?) -> Found {
        var read = Found(check: check.settled(), hasPause: body.hasPause, scope: body.reader.scope)
        read.pause = body.pause
        read.hasWork = body.hasWork
        read.tellers = body.flags
        read.leavesScript = leave == .succeeds
        return read
    }

    private func found(
        _ check: Check, _ condition: Condition, _ isUntil: Bool, _ body: BodyReader, _ leave: Leave? = .breaks
    ) -> Found? {
        if case .other = check.tool, !body.hasPause { return nil }
        var read = make(check, body, leave)
        var tests = body.limits.map { ($0.counter, Optional($0.leave)) }
        // In the condition it says when to go on, of `until` when to end.
        if let counter = condition.counter { tests.append((isUntil ? counter : counter.opposite, nil)) }
        if condition.hasClock { tests.append((nil, nil)) }
        for (counter, leave) in tests {
            if let counter {
                guard let step = body.steps[counter.name] else { continue }
                read.tellers.insert(counter.name)
                let start = scope.variables.values[counter.name].map { Int($0) } ?? 0
                if let start, let count = counter.steps(from: start, by: step), count > 0 {
                    read.shape = .retries(count)
                    read.deadline = read.pause.map { $0 * Milliseconds(min(count, 1 << 31)) }
                }
            }
            read.isBounded = true
            read.limit = leave
            break
        }
        read.tellers.formUnion(condition.flags)
        return read
    }

    private func endsWithCheck(_ statements: [Statement]) -> Bool {
        guard let last = statements.last, let part = last.rest.last, part.joint == .and else { return false }
        return Leave.find(part.pipeline, scope) != nil
    }
}
