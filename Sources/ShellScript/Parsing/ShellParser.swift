/// Reads a script in one pass. Every step consumes at least a byte or ends, so that no input makes it loop.
struct ShellParser {
    let bytes: [UInt8]
    let limits: ScriptLimits
    /// Backquotes with backslashes in them are read from a copy, whose offsets mean nothing outside.
    let fixedRange: Range<Int>?
    var position = 0
    var depth = 0
    /// Whether a limit was met; the rest was not read.
    var isExhausted = false
    /// Where the line ends that has a here-document, and where its text ends.
    var hereDocuments: (newline: Int, end: Int)?

    init(_ bytes: [UInt8], limits: ScriptLimits, fixedRange: Range<Int>? = nil, depth: Int = 0) {
        self.bytes = bytes
        self.limits = limits
        self.fixedRange = fixedRange
        self.depth = depth
    }

    /// What ends a list, besides the end of the script.
    struct Stop {
        /// Reserved words.
        var words: [String] = []
        /// `)`
        var atParenthesis = false
        /// `;;`, `;&` and `;;&`
        var atBranchEnd = false
    }

    mutating func script() -> [Statement] { statements(Stop()) }

    /// Reads statements up to what ends the list, which is left unread.
    mutating func statements(_ stop: Stop) -> [Statement] {
        var statements: [Statement] = []
        while true {
            skipBlank(newlines: true)
            guard let byte = peek() else { break }
            if byte == UInt8(ascii: ")"), stop.atParenthesis { break }
            if byte == UInt8(ascii: ";") {
                if isBranchEnd, stop.atBranchEnd { break }
                statements.append(unknownByte())
                continue
            }
            if let word = reservedWord(), stop.words.contains(word) { break }
            statements.append(statement())
        }
        return statements
    }

    private mutating func statement() -> Statement {
        let start = position
        let first = pipeline()
        var rest: [Statement.Part] = []
        while true {
            let end = position
            skipBlank(newlines: false)
            let joint: Statement.Joint
            if starts(with: "&&") {
                joint = .and
            } else if starts(with: "||") {
                joint = .or
            } else {
                var statement = Statement(
                    first: first, rest: rest, isBackground: false, range: range(start, end))
                if peek() == UInt8(ascii: "&"), !starts(with: "&>") {
                    statement.isBackground = true
                    position += 1
                } else if peek() == UInt8(ascii: ";"), !isBranchEnd {
                    position += 1
                }
                return statement
            }
            position += 2
            skipBlank(newlines: true)
            rest.append(.init(joint: joint, pipeline: pipeline()))
        }
    }

    private mutating func pipeline() -> Pipeline {
        let start = position
        var isNegated = false
        skipBlank(newlines: false)
        while peek() == UInt8(ascii: "!"), position + 1 >= bytes.count || isBlank(bytes[position + 1]) {
            isNegated.toggle()
            position += 1
            skipBlank(newlines: false)
        }
        var commands = [command()]
        while true {
            let end = position
            skipBlank(newlines: false)
            guard peek() == UInt8(ascii: "|"), !starts(with: "||") else {
                position = end
                break
            }
            position += starts(with: "|&") ? 2 : 1
            skipBlank(newlines: true)
            commands.append(command())
        }
        return Pipeline(isNegated: isNegated, commands: commands, range: range(start, position))
    }

    /// One byte that fits nowhere.
    private mutating func unknownByte() -> Statement {
        let start = position
        position += 1
        let range = range(start, position)
        let command = Command(kind: .unknown, redirections: [], range: range)
        return Statement(
            first: Pipeline(isNegated: false, commands: [command], range: range), rest: [], isBackground: false,
            range: range)
    }

    /// Goes one level deeper; `false`, and the rest is not read, when that is too deep.
    mutating func enter() -> Bool {
        depth += 1
        if depth <= limits.depth, !isExhausted { return true }
        isExhausted = true
        position = bytes.count
        depth -= 1
        return false
    }

    mutating func leave() { depth -= 1 }
}
