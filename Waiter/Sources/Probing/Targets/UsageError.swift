/// What is wrong with something a user wrote, and how to put it right.
public struct UsageError: Error, Equatable, Sendable {
    /// What is wrong, with the value in question.
    public var message: String
    /// What to write instead.
    public var cure: String

    /// An error with its cure.
    @inline(never)
    public init(_ message: Phrase, cure: Phrase) {
        self.message = message.text
        self.cure = cure.text
    }
}
