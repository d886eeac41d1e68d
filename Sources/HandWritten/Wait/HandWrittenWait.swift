import Probing

/// A wait that someone wrote by hand in a container's command or hook. All times are milliseconds.
public struct HandWrittenWait: Equatable, Sendable {
    /// The tool that asks.
    public var tool: WaitTool
    /// How it goes on until there is an answer.
    public var shape: WaitShape
    /// What is asked, in order; empty when nothing of it could be understood (a check of the script's own, say).
    public var targets: [WaitTarget]
    /// Whether all of the targets must hold; else one of them is enough (`until a || b`).
    public var needsAll = true
    /// Whether there is an end to it. `true` with a ``deadline`` of `nil`: an end that could not be counted out.
    public var isBounded: Bool
    /// After how long it gives up. Of counted loops it is the number of attempts times the pause; attempts that hang
    /// come on top.
    public var deadline: Milliseconds?
    /// The pause between attempts.
    public var interval: Milliseconds?
    /// How long an attempt may take; `nil` when the script sets no limit.
    public var attemptLimit: Milliseconds?
    /// What happens after that.
    public var onGivingUp: GivingUp
    /// What a success proves.
    public var proof: WaitProof
    /// How the answer over HTTP is judged; `nil` when it is not asked over HTTP.
    public var http: HTTPCheck?
    /// Which word of the argv holds the script; `nil` when the argv is run without a shell.
    public var scriptIndex: Int?
    /// What of the script has to go when the wait goes, in bytes: the loop with what judges it, or the call of the
    /// function that has the loop. `nil` without a script.
    public var range: Range<Int>?
    /// The loop or command itself, in bytes: other than ``range`` where a function has it. `nil` without a script.
    public var definition: Range<Int>?
    /// What runs behind it.
    public var remainder: WaitRemainder
    /// Whether the whole command is nothing but waits (and words about them), so that it can go as a whole.
    public var isWholeCommand: Bool
    /// Whether it is in a branch of the script that may not be taken (`if [ -n "$DB_HOST" ]; then …`).
    public var isConditional = false
    /// Whether the script runs it in the background, so that it holds nothing but what follows in the same brackets.
    public var isBackground = false
    /// What is wrong with it.
    public var flaws: Set<WaitFlaw> = []
}
