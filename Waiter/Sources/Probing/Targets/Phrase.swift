/// A text that is put together from pieces, for messages.
///
/// It is written like any string. What differs is the machine code: a `String` with interpolations is put together
/// inline, some 700 bytes each time, and the waiter has hundreds of messages. Here every piece is one call.
public struct Phrase: ExpressibleByStringInterpolation, Sendable {
    /// The pieces so far.
    public struct StringInterpolation: StringInterpolationProtocol {
        var text = ""

        /// Nothing yet.
        @inline(never)
        public init(literalCapacity: Int, interpolationCount: Int) {}

        /// What stands between the values.
        @inline(never)
        public mutating func appendLiteral(_ literal: String) { text += literal }

        /// A text.
        @inline(never)
        public mutating func appendInterpolation(_ value: String) { text += value }

        /// A number.
        @inline(never)
        public mutating func appendInterpolation(_ value: Int64) { text += value.description }

        /// A number of another width.
        public mutating func appendInterpolation(_ value: some BinaryInteger) {
            appendInterpolation(Int64(truncatingIfNeeded: value))
        }
    }

    /// The whole text.
    public var text: String

    /// A text of one piece.
    @inline(never)
    public init(stringLiteral value: String) { text = value }

    /// A text of several pieces.
    @inline(never)
    public init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// A text that exists.
    public init(_ text: String) { self.text = text }
}

/// A text that is put together: see ``Phrase``.
@inline(never)
func text(_ phrase: Phrase) -> String { phrase.text }
