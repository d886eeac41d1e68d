import Probing
import ShellScript

/// Reads what a loop repeats.
struct BodyReader {
    var reader: ConditionReader
    /// The pause, once round.
    var pause: Milliseconds?
    /// Whether there is a pause, known or not.
    var hasPause = false
    /// How counters go on.
    var steps: [String: Int] = [:]
    /// A counter or clock that ends the loop, and how.
    var limits: [(counter: CounterTest?, leave: Leave)] = []
    /// A check that ends the loop when it succeeds; `nil` for one that only raises a flag.
    var successes: [(check: Check, leave: Leave?)] = []
    /// Flags that a success raises.
    var flags: Set<String> = []
    /// Whether everything else is words and looks.
    var isNoise = true
    /// Whether a success does something before it leaves.
    var hasWork = false
    /// `check || continue`: what follows runs after a success.
    private var pending: Check?
    private var depth = 0

    init(_ scope: Scope) { reader = ConditionReader(scope: scope) }

    mutating func read(_ statements: [Statement]) {
        guard depth < 12 else {
            isNoise = false
            return
        }
        depth += 1
        for statement in statements { read(statement) }
        depth -= 1
    }

    private mutating func read(_ statement: Statement) {
        if statement.isBackground { return isNoise = false }
        noteArithmetic(statement)
        guard !statement.rest.isEmpty else { return read(statement.first) }
        let whole = reader
        guard var condition = reader.pipeline(statement.first), decides(condition) else {
            reader = whole
            read(statement.first)
            for part in statement.rest { read(part.pipeline) }
            return
        }
        var rest = statement.rest[...]
        while let part = rest.first, part.joint == .and || (condition.check != nil && condition.isNegated),
            let next = reader.pipeline(part.pipeline), decides(next), let joined = condition.joined(next, part.joint)
        {
            condition = joined
            rest.removeFirst()
        }
        var branches: [Statement.Joint: [Statement]] = [:]
        var branch = Statement.Joint.and
        for part in rest {
            if part.joint == .or { branch = .or }
            let alone = Statement(first: part.pipeline)
            branches[branch, default: []].append(alone)
        }
        decide(condition, branches[.and] ?? [], branches[.or] ?? [])
    }

    private func decides(_ condition: Condition) -> Bool {
        condition.check != nil || condition.counter != nil || condition.hasClock
    }

    private mutating func decide(_ condition: Condition, _ onTrue: [Statement], _ onFalse: [Statement]) {
        guard let check = condition.check else {
            if let leave = Leave.find(onTrue, reader.scope) { limits.append((condition.counter, leave)) }
            if let leave = Leave.find(onFalse, reader.scope) { limits.append((condition.counter?.opposite, leave)) }
            return branches(onTrue + onFalse)
        }
        let (good, bad) = condition.isNegated ? (onFalse, onTrue) : (onTrue, onFalse)
        reader.scope.last = check
        let raised = good.flatMap(raisedFlags)
        flags.formUnion(raised)
        if let leave = Leave.find(good, reader.scope), leave != .fails {
            successes.append((check, leave))
            if !Noise.isIdle(good.filter { Leave.find([$0], reader.scope) == nil }) { hasWork = true }
        } else if !raised.isEmpty {
            successes.append((check, nil))
        } else if continues(bad) {
            pending = check
        }
        // `curl … || exit 1` within a loop: no wait.
        if Leave.find(bad, reader.scope) != nil { isNoise = false }
        branches(bad)
    }

    /// What is done only sometimes: pauses and counters count, and more tests.
    private mutating func branches(_ statements: [Statement]) {
        read(statements.filter { Leave.find([$0], reader.scope) == nil })
    }

    private func continues(_ statements: [Statement]) -> Bool {
        statements.contains { statement in
            ([statement.first] + statement.rest.map(\.pipeline)).contains { pipeline in
                switch pipeline.commands.first?.kind {
                case .simple(let command)?: command.words.first?.literal == "continue"
                case .group(let inner)?: inner.contains { continues([$0]) }
                default: false
                }
            }
        }
    }

    private func raisedFlags(_ statement: Statement) -> [String] {
        guard case .simple(let command)? = statement.first.commands.first?.kind, command.words.isEmpty else {
            return []
        }
        return command.assignments.map(\.name)
    }

    private mutating func read(_ pipeline: Pipeline) {
        guard pipeline.commands.count == 1 else {
            if let found = reader.pipeline(pipeline), let check = found.check {
                reader.scope.last = check
            } else if !Noise.isLook(pipeline) {
                isNoise = false
            }
            return
        }
        switch pipeline.commands[0].kind {
        case .simple(let command): read(command, pipeline)
        case .group(let statements), .subshell(let statements): read(statements)
        case .conditional(let conditional): read(conditional)
        case .arithmetic(let text): step(text)
        case .choice(let subject, let branches): read(subject, branches)
        default: isNoise = false
        }
    }

    private mutating func read(_ conditional: Conditional) {
        for (index, branch) in conditional.branches.enumerated() {
            let otherwise = index == conditional.branches.count - 1 ? conditional.otherwise ?? [] : []
            if let condition = reader.condition(branch.condition), decides(condition) {
                decide(condition, branch.body, otherwise)
            } else {
                branches(branch.body + otherwise)
                if Leave.find(branch.body + otherwise, reader.scope) != nil { isNoise = false }
            }
        }
    }

    /// `case $code in 200) break;; esac`
    private mutating func read(_ subject: Word, _ branches: [[Statement]]) {
        guard case .variable(let parameter, _)? = subject.pieces.first,
            var check = reader.scope.captured[parameter.name] ?? reader.scope.statuses[parameter.name]
        else {
            isNoise = false
            return
        }
        check.http?.countsStatus = true
        for branch in branches {
            if let leave = Leave.find(branch, reader.scope), leave != .fails { successes.append((check, leave)) }
            self.branches(branch)
        }
    }

    private mutating func step(_ text: String) {
        guard let step = Steps.read(text, reader.scope.variables) else { return }
        steps[step.name] = step.step
    }

    private mutating func read(_ command: SimpleCommand, _ pipeline: Pipeline) {
        let words = reader.scope.words(command.words)
        guard let name = words.first else {
            for assignment in command.assignments {
                if let step = Steps.read(assignment, reader.scope.variables) {
                    steps[step.name] = step.step
                } else {
                    reader.capture(SimpleCommand(assignments: [assignment]))
                }
            }
            return
        }
        if Noise.isSleep(name) {
            hasPause = true
            if let time = Sleep.time(words) { pause = (pause ?? 0) + time }
            return
        }
        switch name {
        case "let": return step(words.dropFirst().joined())
        case "break", "exit", "return":
            if let pending, let leave = Leave.find(pipeline, reader.scope), leave != .fails {
                successes.append((pending, leave))
            } else {
                isNoise = false
            }
            return
        case "continue", "[", "[[", "test": break
        default: break
        }
        if let body = reader.scope.functions[name], reader.scope.mayCall {
            if Noise.isIdle(body) { return }
        }
        if let found = reader.pipeline(pipeline), let check = found.check {
            reader.scope.last = check
        } else if !Noise.isLook(pipeline) {
            isNoise = false
        }
    }

    /// `: $((i+=1))`, `echo "$((n--)) left"`, `[ $((n++)) -gt 9 ]`
    private mutating func noteArithmetic(_ statement: Statement) {
        for pipeline in [statement.first] + statement.rest.map(\.pipeline) {
            for command in pipeline.commands {
                guard case .simple(let simple) = command.kind else { continue }
                for word in simple.words {
                    for case .arithmetic(let text, _) in word.pieces { step(text) }
                }
            }
        }
    }
}
