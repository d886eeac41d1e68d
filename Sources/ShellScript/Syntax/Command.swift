/// A command and what it is redirected to.
public struct Command: Equatable, Sendable {
    /// What it is.
    public enum Kind: Equatable, Sendable {
        /// A program, a builtin, a call of a function, or only assignments. `[ … ]` and `[[ … ]]` are programs, too.
        case simple(SimpleCommand)
        /// `while` and `until`.
        case loop(Loop)
        /// `for`.
        case forLoop(ForLoop)
        /// `if`.
        case conditional(Conditional)
        /// `case`: the lists of its branches, in order.
        case choice(subject: Word, branches: [[Statement]])
        /// `{ …; }`
        case group([Statement])
        /// `( … )`
        case subshell([Statement])
        /// `name() …`: defined here, run when called.
        case function(name: String, body: [Statement])
        /// `(( … ))`: the text between the brackets.
        case arithmetic(String)
        /// What could not be understood.
        case unknown
    }

    /// What it is.
    public var kind: Kind
    /// What it is redirected to, in order.
    public var redirections: [Redirection]
    /// Where it stands, with its redirections.
    public var range: Range<Int>
}
