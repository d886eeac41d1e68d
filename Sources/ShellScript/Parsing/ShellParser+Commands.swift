extension ShellParser {
    /// Reads a command; consumes at least a byte unless the script ends here.
    mutating func command() -> Command {
        skipBlank(newlines: false)
        let start = position
        guard enter() else { return Command(kind: .unknown, redirections: [], range: range(start, position)) }
        defer { leave() }
        let kind = compound() ?? simpleOrFunction()
        if case .simple(let command, let redirections)? = kind {
            return Command(kind: .simple(command), redirections: redirections, range: range(start, position))
        }
        if position == start, position < bytes.count { position += 1 }
        var redirections: [Redirection] = []
        if case .compound = kind {
            while true {
                let end = position
                skipBlank(newlines: false)
                guard let redirection = redirection() else {
                    position = end
                    break
                }
                redirections.append(redirection)
            }
        }
        guard case .compound(let read)? = kind else {
            return Command(kind: .unknown, redirections: [], range: range(start, position))
        }
        return Command(kind: read, redirections: redirections, range: range(start, position))
    }

    enum Outcome {
        case simple(SimpleCommand, [Redirection])
        case compound(Command.Kind)
    }

    /// A compound command; `nil` when none begins here.
    private mutating func compound() -> Outcome? {
        if starts(with: "((") {
            if let end = arithmeticEnd(position + 2) {
                let text = String(decoding: bytes[(position + 2)..<end], as: UTF8.self)
                position = end + 2
                return .compound(.arithmetic(text))
            }
        }
        if peek() == UInt8(ascii: "(") {
            position += 1
            let body = statements(Stop(atParenthesis: true))
            guard peek() == UInt8(ascii: ")") else { return .compound(.unknown) }
            position += 1
            return .compound(.subshell(body))
        }
        switch reservedWord() {
        case "{": return .compound(group() ?? .unknown)
        case "while": return .compound(loop(isUntil: false) ?? .unknown)
        case "until": return .compound(loop(isUntil: true) ?? .unknown)
        case "for", "select": return .compound(forLoop() ?? .unknown)
        case "if": return .compound(conditional() ?? .unknown)
        case "case": return .compound(choice() ?? .unknown)
        case "function":
            position += "function".utf8.count
            skipBlank(newlines: false)
            guard let name = plainWord() else { return .compound(.unknown) }
            skipBlank(newlines: false)
            if starts(with: "()") { position += 2 }
            return .compound(function(name))
        case "[[": return test()
        case nil: return nil
        // A word that closes something which is not open.
        default:
            _ = word()
            return .compound(.unknown)
        }
    }

    private mutating func group() -> Command.Kind? {
        _ = take("{")
        let body = statements(Stop(words: ["}"]))
        return take("}") ? .group(body) : nil
    }

    private mutating func loop(isUntil: Bool) -> Command.Kind? {
        _ = take(isUntil ? "until" : "while")
        let condition = statements(Stop(words: ["do"]))
        guard let body = doGroup() else { return nil }
        return .loop(Loop(isUntil: isUntil, condition: condition, body: body))
    }

    private mutating func doGroup() -> [Statement]? {
        guard take("do") else { return nil }
        let body = statements(Stop(words: ["done"]))
        return take("done") ? body : nil
    }

    private mutating func forLoop() -> Command.Kind? {
        position += reservedWord() == "select" ? 6 : 3
        skipBlank(newlines: false)
        var read = ForLoop(name: "", words: nil, arithmetic: [], body: [])
        if starts(with: "(("), let end = arithmeticEnd(position + 2) {
            let parts = bytes[(position + 2)..<end].split(
                separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            read.arithmetic = parts.map { String(decoding: $0, as: UTF8.self) }
            position = end + 2
        } else {
            guard let name = plainWord() else { return nil }
            read.name = name
            if take("in") {
                var words: [Word] = []
                while true {
                    skipBlank(newlines: false)
                    guard let byte = peek(), !isDelimiter(byte) else { break }
                    words.append(word())
                }
                read.words = words
            }
        }
        skipBlank(newlines: false)
        if peek() == UInt8(ascii: ";") { position += 1 }
        guard let body = doGroup() else { return nil }
        read.body = body
        return .forLoop(read)
    }

    private mutating func conditional() -> Command.Kind? {
        var read = Conditional(branches: [], otherwise: nil)
        var opening = "if"
        while take(opening) {
            let condition = statements(Stop(words: ["then"]))
            guard take("then") else { return nil }
            let body = statements(Stop(words: ["elif", "else", "fi"]))
            read.branches.append(.init(condition: condition, body: body))
            opening = "elif"
        }
        if take("else") { read.otherwise = statements(Stop(words: ["fi"])) }
        return take("fi") ? .conditional(read) : nil
    }

    private mutating func choice() -> Command.Kind? {
        _ = take("case")
        skipBlank(newlines: false)
        guard let byte = peek(), !isDelimiter(byte) else { return nil }
        let subject = word()
        guard take("in") else { return nil }
        var branches: [[Statement]] = []
        while !take("esac") {
            if peek() == UInt8(ascii: "(") { position += 1 }
            // The patterns: nothing here depends on them.
            while let byte = peek(), byte != UInt8(ascii: ")") {
                if isDelimiter(byte) { position += 1 } else { _ = word() }
            }
            guard peek() == UInt8(ascii: ")") else { return nil }
            position += 1
            branches.append(statements(Stop(words: ["esac"], atBranchEnd: true)))
            while let byte = peek(), byte == UInt8(ascii: ";") || byte == UInt8(ascii: "&") { position += 1 }
        }
        return .choice(subject: subject, branches: branches)
    }

    mutating func function(_ name: String) -> Command.Kind {
        skipBlank(newlines: true)
        let body = command()
        switch body.kind {
        case .group(let statements): return .function(name: name, body: statements)
        case .unknown: return .unknown
        default:
            let pipeline = Pipeline(isNegated: false, commands: [body], range: body.range)
            return .function(
                name: name,
                body: [Statement(first: pipeline, rest: [], isBackground: false, range: body.range)])
        }
    }
}
