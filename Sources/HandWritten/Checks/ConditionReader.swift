import ShellScript

/// Reads conditions: what decides whether a loop goes on, and what is tried before `&&`.
struct ConditionReader {
    var scope: Scope
    /// Whether a command that is not known here counts as a question: where a loop repeats it until it succeeds.
    var takesUnknown = false

    /// The condition of `while`, `until` and `if`: the last statement decides, those before it may set the scene.
    mutating func condition(_ statements: [Statement]) -> Condition? {
        for statement in statements.dropLast() { note(statement) }
        guard let last = statements.last, !last.isBackground else { return nil }
        return condition(last)
    }

    /// Takes what a statement before the deciding one leaves: `code=$(curl …)`, `nc -z db 80`.
    mutating func note(_ statement: Statement) {
        guard statement.rest.isEmpty, statement.first.commands.count == 1 else {
            scope.last = condition(statement)?.check
            return
        }
        if case .simple(let command) = statement.first.commands[0].kind,
            command.words.isEmpty
                || isDeclaration(command)
        {
            capture(command)
            return
        }
        scope.last = pipeline(statement.first)?.check
    }

    private func isDeclaration(_ command: SimpleCommand) -> Bool {
        ["local", "export", "declare", "readonly"].contains(command.words.first?.literal ?? "")
    }

    /// `NAME=$(check)`, `NAME=$?`.
    mutating func capture(_ command: SimpleCommand) {
        for assignment in command.assignments {
            let name = assignment.name
            if let value = assignment.value, value.pieces.count == 1 {
                if case .command(let statements, _) = value.pieces[0], let check = output(statements) {
                    scope.captured[name] = check
                    scope.last = check
                    scope.variables.forget(name)
                    continue
                }
                if case .variable(let parameter, _) = value.pieces[0], parameter.name == "?", let last = scope.last {
                    scope.statuses[name] = last
                    scope.variables.forget(name)
                    continue
                }
            }
            scope.captured[name] = nil
            let isTime = assignment.value?.pieces.contains { piece in
                switch piece {
                case .command(let statements, _): statements.first.map { scope.isClock($0) } ?? false
                case .arithmetic(let text, _): text.contains("date ") || text.contains("SECONDS")
                case .variable(let parameter, _): parameter.name == "SECONDS"
                default: false
                }
            }
            if isTime ?? false { scope.clocks.insert(name) }
            scope.variables.assign(assignment)
        }
    }

    /// The check whose output a substitution is.
    mutating func output(_ statements: [Statement]) -> Check? {
        guard scope.mayCall else { return nil }
        scope.depth += 1
        defer { scope.depth -= 1 }
        guard let last = statements.last else { return nil }
        // `$(curl … || echo 000)`: what is said when it fails.
        return pipeline(last.first)?.check
    }

    mutating func condition(_ statement: Statement) -> Condition? {
        guard var whole = pipeline(statement.first) else { return nil }
        for part in statement.rest {
            // `curl … || false`, `&& echo up`: words.
            if Noise.isWords(part.pipeline) { continue }
            guard let next = pipeline(part.pipeline) else { return nil }
            guard let joined = whole.joined(next, part.joint) else { return nil }
            whole = joined
        }
        return whole
    }

    mutating func pipeline(_ pipeline: Pipeline) -> Condition? {
        guard var found = piped(pipeline.commands) else { return nil }
        if pipeline.isNegated { found.isNegated.toggle() }
        return found
    }

    /// What the first command of a pipe asks, and what the others expect of the answer.
    private mutating func piped(_ commands: [Command]) -> Condition? {
        var commands = commands[...]
        guard var first = commands.popFirst() else { return nil }
        var input: String?
        // What is said into a pipe is a question: `echo ruok | nc zookeeper 2181`.
        if !commands.isEmpty, case .simple(let said) = first.kind {
            let words = scope.words(said.words)
            if ["echo", "printf"].contains(words.first ?? "") {
                input = words.dropFirst().filter { !$0.hasPrefix("-") }.joined(separator: " ")
                guard let next = commands.popFirst() else { return nil }
                first = next
                // `echo "$code" | grep -q 200`
                if case .simple(let reader) = first.kind, scope.words(reader.words).first?.hasSuffix("grep") ?? false,
                    let name = said.words.last.flatMap(variable), let check = scope.captured[name]
                {
                    return AnswerReader.narrowed(Condition(check: check), scope.words(reader.words))
                }
            }
        }
        guard var found = command(first, input: input) else { return nil }
        for command in commands {
            guard case .simple(let filter) = command.kind,
                let narrowed = AnswerReader.narrowed(found, scope.words(filter.words))
            else { return nil }
            found = narrowed
        }
        return found
    }

    private func variable(_ word: Word) -> String? {
        guard word.pieces.count <= 2 else { return nil }
        for piece in word.pieces {
            if case .variable(let parameter, _) = piece, parameter.operation.isEmpty { return parameter.name }
        }
        return nil
    }

    mutating func command(_ command: Command, input: String? = nil) -> Condition? {
        if let check = devTCP(command.redirections) { return Condition(check: check) }
        switch command.kind {
        case .simple(let simple): return self.simple(simple, command.redirections, input)
        case .group(let statements), .subshell(let statements):
            guard scope.mayCall else { return nil }
            scope.depth += 1
            defer { scope.depth -= 1 }
            return condition(statements)
        case .arithmetic(let text): return TestReader(scope: scope).arithmetic(text)
        default: return nil
        }
    }

    private mutating func simple(
        _ command: SimpleCommand, _ redirections: [Redirection], _ input: String?
    ) -> Condition? {
        guard let program = command.words.first else {
            // `until code=$(curl …) && [ $code -eq 200 ]`: its status is the substitution's.
            capture(command)
            guard let name = command.assignments.last?.name else { return nil }
            return scope.captured[name].map { Condition(check: $0) }
        }
        let words = scope.words(command.words)
        // `until $(curl --fail …)`: what it says is nothing, and its status is the check's.
        if command.words.count == 1, program.pieces.count == 1, case .command(let statements, _) = program.pieces[0] {
            return output(statements).map { Condition(check: $0) }
        }
        guard let name = words.first else { return nil }
        switch name {
        case "[", "[[", "test":
            var reader = TestReader(scope: scope)
            return reader.condition(command.words)
        case "true", ":": return Condition(isAlways: true)
        case "false": return Condition(isNegated: true, isAlways: true)
        case "let": return TestReader(scope: scope).arithmetic(words.dropFirst().joined(separator: " "))
        default: break
        }
        // A flag that is the name of a command: `while ! $ready`.
        if command.words.count == 1, let flag = variable(program) { return Condition(flags: [flag]) }
        guard scope.mayCall else { return nil }
        if let body = scope.functions[name] {
            let outer = scope
            scope = scope.called(Array(words.dropFirst()))
            defer { leave(to: outer) }
            return condition(body.filter { !Noise.isReturn($0) })
        }
        if let nested = NestedShell.script(words) {
            let outer = scope
            scope = scope.called(Array(words.dropFirst(nested.index + 2)))
            defer { leave(to: outer) }
            guard var found = condition(Script(nested.text).statements) else { return nil }
            if let limit = nested.limit {
                found.check?.attemptLimit = limit
                found.check?.flaws.remove(.noAttemptLimit)
            }
            return found
        }
        // What is read from or kept in a file is work.
        guard !redirections.contains(where: isKept) else { return nil }
        var reader = scope.reader
        for assignment in command.assignments {
            reader.environment[assignment.name] = assignment.value.flatMap { scope.variables.text($0) }
        }
        if let check = reader.check(words, input: input) { return Condition(check: check) }
        let base = CheckReader.baseName(name)
        guard takesUnknown, !base.isEmpty, !name.contains(TargetText.unknown), !CheckReader.isKnown(base) else {
            return nil
        }
        return Condition(check: Check(tool: .other(base), targets: [.unknown], proof: .unknown))
    }

    /// Back from a call; what was followed stays counted.
    private mutating func leave(to outer: Scope) {
        let calls = scope.calls
        scope = outer
        scope.calls = calls
    }

    private func isKept(_ redirection: Redirection) -> Bool {
        if redirection.hereDocument != nil { return true }
        guard [">", ">>", "<", "&>", ">|"].contains(redirection.symbol), redirection.descriptor != "2" else {
            return false
        }
        let target = scope.text(redirection.target)
        return !target.hasPrefix("/dev/") && !target.hasPrefix("&") && !target.hasPrefix("/tmp/")
            && !target.hasPrefix("/proc/")
    }

    /// `> /dev/tcp/HOST/PORT`, which bash opens as a connection.
    private func devTCP(_ redirections: [Redirection]) -> Check? {
        for redirection in redirections {
            let target = scope.text(redirection.target)
            guard target.hasPrefix("/dev/tcp/") else { continue }
            let parts = target.split(separator: "/").map(String.init)
            var check = Check(tool: .devTCP, proof: .port)
            check.targets = [parts.count == 4 ? TargetText.tcp(parts[2], parts[3]) : .unknown]
            check.flaws = [.portOnly, .noAttemptLimit]
            return check
        }
        return nil
    }
}
