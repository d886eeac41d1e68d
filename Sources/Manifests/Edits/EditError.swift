/// Why a change cannot be made without touching bytes that it should leave alone; the caller writes the whole anew.
public struct EditError: Error, Sendable {
    /// In a few words.
    public var message: String

    /// An error with its words.
    public init(message: String) {
        self.message = message
    }
}
