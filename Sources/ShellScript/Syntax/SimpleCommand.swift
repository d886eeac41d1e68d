/// Assignments and words: `PGPASSWORD=x psql -h db`.
public struct SimpleCommand: Equatable, Sendable {
    /// Those before the first word. Without words they hold for the rest of the script.
    public var assignments: [Assignment]
    /// The program and its arguments; may be empty.
    public var words: [Word]

    /// A command of these parts.
    public init(assignments: [Assignment] = [], words: [Word] = []) {
        self.assignments = assignments
        self.words = words
    }
}
