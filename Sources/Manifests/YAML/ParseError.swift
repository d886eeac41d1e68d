/// Why a text was refused, where, and what to do about it.
public struct ParseError: Error, Equatable, Sendable {
    /// What is wrong, in lower case and without a final stop.
    public var message: String
    /// What to change, when that can be said.
    public var cure: String?
    /// The byte at which the trouble was noticed.
    public var offset: Int
    /// The same place by line and column.
    public var location: Location

    /// Creates an error.
    public init(message: String, cure: String?, offset: Int, location: Location) {
        self.message = message
        self.cure = cure
        self.offset = offset
        self.location = location
    }
}
