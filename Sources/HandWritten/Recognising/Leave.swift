import ShellScript

/// How a loop is left.
enum Leave: Equatable {
    /// `break`: what follows the loop runs.
    case breaks
    /// `exit` or `return` with success.
    case succeeds
    /// `exit` or `return` with failure.
    case fails

    /// How these statements leave, whatever happens in them; `nil` when they do not.
    static func find(_ statements: [Statement], _ scope: Scope, depth: Int = 0) -> Leave? {
        guard depth < 16 else { return nil }
        for statement in statements {
            for pipeline in [statement.first] + statement.rest.filter({ $0.joint == .and }).map(\.pipeline) {
                if let leave = find(pipeline, scope, depth) { return leave }
            }
        }
        return nil
    }

    static func find(_ pipeline: Pipeline, _ scope: Scope, _ depth: Int = 0) -> Leave? {
        guard pipeline.commands.count == 1 else { return nil }
        switch pipeline.commands[0].kind {
        case .simple(let command):
            let words = scope.words(command.words)
            switch words.first {
            case "break": return .breaks
            case "exit", "return": return (words.count < 2 || words[1] == "0") ? .succeeds : .fails
            default: return nil
            }
        case .group(let statements): return find(statements, scope, depth: depth + 1)
        default: return nil
        }
    }
}
