/// Why a JSON Patch cannot be read or does not fit the value that it is applied to.
public struct PatchError: Error, Hashable, Sendable {
    /// What is wrong, with the path in it; in lower case and without a final stop.
    public var message: String
    /// The operation that it is about, counted from 0; nil when it is about none.
    public var operation: Int?

    /// Creates an error.
    public init(_ message: String, operation: Int? = nil) {
        self.message = message
        self.operation = operation
    }

    /// The message behind the operation's number, for people.
    public var text: String {
        operation.map { "operation \($0): \(message)" } ?? message
    }
}
