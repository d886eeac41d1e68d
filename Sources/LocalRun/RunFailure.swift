/// A run that could not begin.
public struct RunFailure: Error, Equatable, Sendable {
    /// Why, in words.
    public var message: String

    /// A failure with its reason.
    public init(message: String) {
        self.message = message
    }
}
