/// What is known of a script's variables, and what words mean with them.
public struct Variables: Equatable, Sendable {
    /// Values that are known.
    public var values: [String: String]
    /// What substitutions yield, by their words with a blank between them: `$(seq 3)` is not among them, `$(hostname)`
    /// may be.
    public var outputs: [String: String]
    /// `$1` and the following.
    public var arguments: [String]
    /// Lists: bash's arrays.
    var arrays: [String: [String]] = [:]

    /// Variables of a container's environment.
    public init(_ values: [String: String] = [:], outputs: [String: String] = [:], arguments: [String] = []) {
        self.values = values
        self.outputs = outputs
        self.arguments = arguments
    }

    /// Takes an assignment; a value that cannot be known makes the variable unknown.
    public mutating func assign(_ assignment: Assignment) {
        let name = assignment.name
        if !assignment.array.isEmpty {
            let fields = assignment.array.map { self.fields($0) }
            let all = fields.reduce(into: [String]()) { $0 += $1 ?? [] }
            arrays[name] = fields.contains { $0 == nil } ? nil : all
            values[name] = arrays[name]?.first
            return
        }
        arrays[name] = nil
        guard let word = assignment.value, let text = text(word) else {
            values[name] = nil
            return
        }
        guard assignment.isAppended else {
            values[name] = text
            return
        }
        values[name] = values[name].flatMap { $0.utf8.count < Variables.longest ? $0 + text : nil }
    }

    /// Forgets what is known of a variable.
    public mutating func forget(_ name: String) {
        values[name] = nil
        arrays[name] = nil
    }

    /// What a word means as one field; `nil` when it cannot be known.
    public func text(_ word: Word) -> String? { text(word.pieces) }

    /// The fields that a word becomes: unquoted values are split at blanks, `{1..3}` is counted out, `$(seq 3)` too.
    /// `nil` when they cannot be known, or are too many.
    public func fields(_ word: Word) -> [String]? {
        if word.pieces.count == 1, let all = wholeList(word.pieces[0]) { return all }
        var fields: [String] = []
        var open: String?
        for piece in word.pieces {
            guard let text = text(piece) else { return nil }
            if isSplit(piece) {
                var parts = text.split(omittingEmptySubsequences: false) { " \t\n\r\n".contains($0) }.map(String.init)
                if parts.count > Variables.mostFields { return nil }
                open = (open ?? "") + parts.removeFirst()
                for part in parts {
                    if let done = open, !done.isEmpty { fields.append(done) }
                    open = part
                }
                if open == "" { open = nil }
            } else {
                open = (open ?? "") + text
            }
        }
        if let open { fields.append(open) }
        if fields.count == 1, !word.isQuoted, let counted = Sequences.braces(fields[0]) { return counted }
        return fields
    }

    /// The fields of several words.
    public func fields(_ words: [Word]) -> [String]? {
        var all: [String] = []
        for word in words {
            guard let fields = fields(word) else { return nil }
            all += fields
            if all.count > Variables.mostFields { return nil }
        }
        return all
    }

    /// The fields of several words, with `unknown` in the place of whatever cannot be known.
    public func fields(_ words: [Word], unknown: String) -> [String] {
        var all: [String] = []
        for word in words {
            if all.count > Variables.mostFields { break }
            if let fields = fields(word) {
                all += fields
            } else {
                all.append(word.pieces.map { text($0) ?? unknown }.joined())
            }
        }
        return all
    }

    /// The value of an arithmetic expression; `nil` when it cannot be known.
    public func number(_ expression: String) -> Int? { Arithmetic.value(expression, self) }

    static let longest = 4096
    static let mostFields = 1024

    private func isSplit(_ piece: WordPiece) -> Bool {
        switch piece {
        case .variable(_, let isQuoted), .command(_, let isQuoted): !isQuoted
        default: false
        }
    }

    /// `$@`, `${list[@]}` and `$(seq 3)`: what is a list even in quotes.
    private func wholeList(_ piece: WordPiece) -> [String]? {
        switch piece {
        case .variable(let parameter, _):
            if parameter.name == "@" || parameter.name == "*", parameter.operation.isEmpty { return arguments }
            guard parameter.operation == "other", let array = arrays[parameter.name],
                case .text(let index, _)? = parameter.argument.first, ["[@]", "[*]"].contains(index)
            else { return nil }
            return array
        case .command(let statements, _):
            guard let words = Variables.simpleWords(statements), let fields = fields(words) else { return nil }
            return Sequences.counted(fields)
        default: return nil
        }
    }

    /// The words of a list that is one plain command.
    static func simpleWords(_ statements: [Statement]) -> [Word]? {
        guard statements.count == 1, statements[0].rest.isEmpty, statements[0].first.commands.count == 1,
            case .simple(let command) = statements[0].first.commands[0].kind, command.assignments.isEmpty
        else { return nil }
        return command.words
    }

    func text(_ pieces: [WordPiece]) -> String? {
        var text = ""
        for piece in pieces {
            guard let part = self.text(piece) else { return nil }
            text += part
            if text.utf8.count > Variables.longest * 16 { return nil }
        }
        return text
    }

    private func text(_ piece: WordPiece) -> String? {
        switch piece {
        case .text(let text, _): return text
        case .variable(let parameter, _): return ParameterValue.text(parameter, self)
        case .arithmetic(let expression, _): return number(expression)?.description
        case .command(let statements, _):
            guard let words = Variables.simpleWords(statements) else { return nil }
            let literals = words.map(\.literal)
            guard literals.allSatisfy({ $0 != nil }) else { return nil }
            return outputs[literals.map { $0 ?? "" }.joined(separator: " ")]
        case .unknown: return nil
        }
    }
}
