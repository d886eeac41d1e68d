import Probing
import ShellScript

/// What is known at a place in a script.
struct Scope {
    /// The variables.
    var variables: Variables
    /// Functions that were defined before.
    var functions: [String: [Statement]] = [:]
    /// Checks whose output a variable holds.
    var captured: [String: Check] = [:]
    /// Variables that hold the status of a check (`RC=$?`).
    var statuses: [String: Check] = [:]
    /// Variables that hold a time (`end=$(( $(date +%s) + 60 ))`).
    var clocks: Set<String> = []
    /// The check that ran last, whose status `$?` is.
    var last: Check?
    /// How deep calls and nested shells lie here.
    var depth = 0

    /// The words of a command as they are after expansion.
    func words(_ words: [Word]) -> [String] {
        variables.fields(words, unknown: TargetText.unknown)
    }

    /// A word as one field.
    func text(_ word: Word) -> String {
        variables.fields([word], unknown: TargetText.unknown).joined(separator: " ")
    }

    /// Whether a statement asks for the time.
    func isClock(_ statement: Statement) -> Bool {
        guard case .simple(let command)? = statement.first.commands.first?.kind else { return false }
        return command.words.first?.literal == "date"
    }

    var reader: CheckReader { CheckReader(environment: variables.values) }

    /// The scope inside a called function.
    func called(_ arguments: [String]) -> Scope {
        var inner = self
        inner.variables.arguments = arguments
        inner.depth += 1
        inner.calls -= 1
        return inner
    }

    /// How many calls may still be followed: functions may call themselves, and more than once.
    var calls = 100

    /// Whether calls may go deeper.
    var mayCall: Bool { depth < 6 && calls > 0 }
}
