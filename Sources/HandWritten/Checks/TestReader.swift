import ShellScript

/// Reads `[ … ]`, `[[ … ]]` and `test`.
struct TestReader {
    var scope: Scope

    /// The condition; `nil` when it cannot be said.
    mutating func condition(_ all: [Word]) -> Condition? {
        var words = Array(all.dropFirst())
        if let end = words.last?.literal, end == "]" || end == "]]" { words.removeLast() }
        var whole: Condition?
        var joint = Statement.Joint.and
        var term: [Word] = []
        for word in words + [nil] {
            let operation: Statement.Joint? =
                switch word?.literal {
                case "&&", "-a": .and
                case "||", "-o": .or
                default: nil
                }
            if let word, operation == nil || term.isEmpty {
                if word.literal == "(" || word.literal == ")" { continue }
                term.append(word)
                continue
            }
            guard let read = self.term(term) else { return nil }
            if let before = whole {
                guard let joined = before.joined(read, joint) else { return nil }
                whole = joined
            } else {
                whole = read
            }
            joint = operation ?? .and
            term = []
        }
        return whole
    }

    private mutating func term(_ all: [Word]) -> Condition? {
        var words = all
        var isNegated = false
        while words.count > 1, words[0].literal == "!" {
            isNegated.toggle()
            words.removeFirst()
        }
        var read: Condition?
        switch words.count {
        case 1: read = emptiness(words[0], isEmpty: false)
        case 2: read = unary(words[0].literal ?? "", words[1])
        case 3...: read = binary(words)
        default: break
        }
        if isNegated { read?.isNegated.toggle() }
        return read
    }

    private mutating func unary(_ operation: String, _ word: Word) -> Condition? {
        switch operation {
        case "-z": return emptiness(word, isEmpty: true)
        case "-n": return emptiness(word, isEmpty: false)
        case "-f", "-e", "-r", "-d", "-s", "-S", "-L", "-h", "-p", "-x", "-w", "-b", "-c":
            let path = scope.text(word)
            var check = Check(tool: .fileTest, proof: .file)
            if path.contains("*") || path.contains("?") {
                check.targets = [.unknown]
            } else if operation == "-S" {
                // A socket that exists may be one that nobody serves.
                let file = TargetText.file(path)
                check.targets = [
                    WaitTarget(meant: file.meant == nil ? nil : TargetText.valid("unix:" + path), checked: file.meant)
                ]
            } else {
                check.targets = [TargetText.file(path, suffix: operation == "-s" ? "#nonempty" : "")]
            }
            return Condition(check: check)
        default: return nil
        }
    }

    private mutating func emptiness(_ word: Word, isEmpty: Bool) -> Condition? {
        switch subject(word) {
        case .answer(let check): return Condition(check: check, isNegated: isEmpty)
        case .variable(let name): return Condition(isNegated: isEmpty, flags: [name])
        case .clock: return Condition(hasClock: true)
        case .status, nil: return nil
        }
    }

    enum Subject {
        /// What a check says.
        case answer(Check)
        /// Whether a check succeeded, as a number.
        case status(Check)
        case variable(String)
        case clock
    }

    /// What a word is about.
    private mutating func subject(_ word: Word) -> Subject? {
        for piece in word.pieces {
            switch piece {
            case .command(let statements, _):
                if statements.first.map({ scope.isClock($0) }) ?? false { return .clock }
                var reader = ConditionReader(scope: scope)
                return reader.output(statements).map { .answer($0) }
            case .arithmetic(let text, _):
                if text.contains("date") || text.contains("SECONDS") { return .clock }
                return .variable(
                    String(text.drop { "$ {+-".contains($0) }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }))
            case .variable(let parameter, _):
                if parameter.name == "?" { return scope.last.map { .status($0) } }
                if parameter.name == "SECONDS" { return .clock }
                if let check = scope.captured[parameter.name] { return .answer(check) }
                if let check = scope.statuses[parameter.name] { return .status(check) }
                if scope.clocks.contains(parameter.name) { return .clock }
                return .variable(parameter.name)
            default: continue
            }
        }
        return nil
    }

    private mutating func binary(_ words: [Word]) -> Condition? {
        var (left, right) = (words[0], words[2])
        var operation = words[1].literal ?? ""
        if left.literal != nil, right.literal == nil {
            (left, right) = (right, left)
            operation = CounterTest.mirrored(operation)
        }
        let subject = subject(left)
        if case .clock? = subject { return Condition(hasClock: true) }
        if case .clock? = self.subject(right) { return Condition(hasClock: true) }
        let value = value(right, besides: left)
        switch subject {
        case .status(let check):
            let isZero = value == "0"
            switch operation {
            case "=", "==", "-eq": return Condition(check: check, isNegated: !isZero)
            case "!=", "-ne", "-gt": return Condition(check: check, isNegated: isZero)
            default: return nil
            }
        case .answer(let check): return AnswerReader.compared(check, operation, value)
        case .variable(let name):
            var read = Condition(flags: [name])
            let comparison = ["=": "-eq", "==": "-eq", "!=": "-ne", "<": "-lt", ">": "-gt"][operation] ?? operation
            if CounterTest.comparisons.contains(comparison) {
                read.counter = CounterTest(name: name, comparison: comparison, bound: Int(value))
            }
            return read
        default: return nil
        }
    }

    /// The value compared with, without the `x` of `"x$a" = "x1"`.
    private func value(_ word: Word, besides other: Word) -> String {
        let text = scope.text(word)
        if case .text(let prefix, _)? = other.pieces.first, other.pieces.count > 1, !prefix.isEmpty,
            text.hasPrefix(prefix)
        {
            return String(text.dropFirst(prefix.count))
        }
        return text
    }

    /// `i < 30` of `(( … ))`; `nil` for more.
    func arithmetic(_ text: String) -> Condition? {
        for (mark, comparison) in [
            ("<=", "-le"), (">=", "-ge"), ("==", "-eq"), ("!=", "-ne"), ("<", "-lt"), (">", "-gt"),
        ] {
            guard let place = text.firstIndex(of: Character(String(mark.first ?? "<"))),
                text[place...].hasPrefix(mark)
            else { continue }
            let name = String(text[..<place]).trimmed(" $\t\n")
            let bound = String(text[place...].dropFirst(mark.count))
            if name.contains("SECONDS") || bound.contains("SECONDS") || text.contains("date") {
                return Condition(hasClock: true)
            }
            if let check = scope.statuses[name] {
                return Condition(check: check, isNegated: (comparison == "-ne") == (bound.trimmed(" ") == "0"))
            }
            return Condition(
                counter: CounterTest(name: name, comparison: comparison, bound: scope.variables.number(bound)),
                flags: [name])
        }
        return nil
    }
}
