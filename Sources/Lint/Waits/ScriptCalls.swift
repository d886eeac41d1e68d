import ShellScript

/// Finds where a script calls programs: also in conditions, functions and `$(…)`, but not in scripts within quotes.
struct ScriptCalls {
    /// A program's name and its arguments.
    struct Call {
        /// The word that names the program.
        var program: Word
        /// What stands behind it.
        var arguments: ArraySlice<Word>

        /// Its name without the way to it.
        var name: String { ScriptCalls.name(program) }
    }

    /// The calls, in order.
    private(set) var calls: [Call] = []
    /// Whether anything is started in the background.
    private(set) var hasBackground = false

    /// All calls of a script.
    init(_ script: Script) {
        visit(script.statements)
    }

    /// Those of some statements.
    init(_ statements: [Statement]) {
        visit(statements)
    }

    static func name(_ word: Word) -> String {
        (word.literal ?? "").split(separator: "/").last.map(String.init) ?? ""
    }

    private mutating func visit(_ statements: [Statement]) {
        for statement in statements {
            hasBackground = hasBackground || statement.isBackground
            for pipeline in [statement.first] + statement.rest.map(\.pipeline) {
                for command in pipeline.commands { visit(command) }
            }
        }
    }

    private mutating func visit(_ command: Command) {
        switch command.kind {
        case .simple(let simple): visit(simple)
        case .loop(let loop):
            visit(loop.condition)
            visit(loop.body)
        case .forLoop(let loop):
            (loop.words ?? []).forEach { visit($0.pieces) }
            visit(loop.body)
        case .conditional(let conditional):
            for branch in conditional.branches {
                visit(branch.condition)
                visit(branch.body)
            }
            visit(conditional.otherwise ?? [])
        case .choice(let subject, let branches):
            visit(subject.pieces)
            branches.forEach { visit($0) }
        case .group(let body), .subshell(let body), .function(_, let body): visit(body)
        case .arithmetic, .unknown: break
        }
    }

    private mutating func visit(_ simple: ShellScript.SimpleCommand) {
        for assignment in simple.assignments { visit(assignment.value?.pieces ?? []) }
        var words = simple.words[...]
        while let first = words.first, ScriptCalls.prefixes.contains(ScriptCalls.name(first)) {
            words = words.dropFirst()
            // Their own options and times: `timeout -k 5 60 curl …`.
            while let next = words.first, let text = next.literal, text.hasPrefix("-") || text.first?.isNumber == true {
                words = words.dropFirst()
            }
        }
        if let program = words.first { calls.append(Call(program: program, arguments: words.dropFirst())) }
        for word in simple.words { visit(word.pieces) }
    }

    private mutating func visit(_ pieces: [WordPiece]) {
        for piece in pieces {
            switch piece {
            case .command(let statements, _): visit(statements)
            case .variable(let parameter, _): visit(parameter.argument)
            case .text, .arithmetic, .unknown: break
            }
        }
    }

    /// Words that run the command behind them.
    private static let prefixes: Set<String> = ["timeout", "exec", "command", "time", "nice", "sudo", "env", "!"]
}
