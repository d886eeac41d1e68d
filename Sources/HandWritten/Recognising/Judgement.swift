import ShellScript

/// What follows a loop that has a limit: often a look at whether it was the limit that ended it.
enum Judgement {
    /// - Returns: whether the script fails when the wait gave up, and how many of the statements are about that.
    static func read(_ following: ArraySlice<Statement>, _ loop: LoopReader.Found) -> (fails: Bool, count: Int) {
        var count = 0
        for statement in following.prefix(4) {
            count += 1
            if isAbout(statement, loop) {
                return (true, count)
            }
            if case .simple(let command)? = statement.first.commands.first?.kind, statement.rest.isEmpty {
                let words = loop.scope.words(command.words)
                if words.first == "exit" || words.first == "return", words.count > 1, words[1] != "0" {
                    return (loop.leavesScript, loop.leavesScript ? count : 0)
                }
            }
            guard statement.rest.isEmpty, Noise.isWords(statement.first) else { break }
        }
        return (false, 0)
    }

    /// Whether a statement looks at how the loop ended, and leaves with failure.
    private static func isAbout(_ statement: Statement, _ loop: LoopReader.Found) -> Bool {
        var tests: [Statement] = []
        var leaves: [Statement] = []
        if case .conditional(let conditional)? = statement.first.commands.first?.kind {
            for branch in conditional.branches {
                tests += branch.condition
                leaves += branch.body
            }
            leaves += conditional.otherwise ?? []
        } else {
            guard !statement.rest.isEmpty else { return false }
            tests = [Statement(first: statement.first)]
            leaves = statement.rest.map { Statement(first: $0.pipeline) }
        }
        guard leaves.contains(where: { Leave.find([$0], loop.scope) == .fails }) else { return false }
        var reader = ConditionReader(scope: loop.scope)
        guard let condition = reader.condition(tests) else { return false }
        if let check = condition.check { return check.tool == loop.check.tool }
        let names = condition.flags.union(condition.counter.map { [$0.name] } ?? [])
        return !names.isDisjoint(with: loop.tellers) || condition.hasClock
    }
}
