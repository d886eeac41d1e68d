/// Collects the lines of a server that answers in lines of text, and tells early when it is another kind of server.
struct ReplyLine: Sendable {
    enum Outcome {
        /// More bytes are needed.
        case more
        /// A line without its end.
        case line([UInt8])
        /// No line of this protocol.
        case verdict(Verdict)
    }

    /// The server that is expected, with its article.
    let name: String
    /// The bytes that a line of the protocol can begin with; none where it can begin with any.
    let firstBytes: [UInt8]
    /// The longest line, its end included.
    let limit: Int
    var line = HTTPLine()

    init(_ name: String, startingWith firstBytes: String, limit: Int) {
        self.name = name
        self.firstBytes = [UInt8](firstBytes.utf8)
        self.limit = limit
    }

    /// Takes the bytes of one line off the front.
    mutating func take(_ rest: inout ArraySlice<UInt8>) -> Outcome {
        guard let first = line.bytes.first ?? rest.first else { return .more }
        let isKnown = isPlausible(first)
        switch line.take(&rest, limit: isKnown ? limit : Stranger.shownLimit) {
        case .more: return .more
        case .line(let text): return isKnown ? .line(text) : .verdict(notThis(text))
        case .tooLong:
            if isKnown { return .verdict(.notReady("the answer has an overlong line")) }
            return .verdict(notThis(line.bytes + rest.prefix(1)))
        }
    }

    func isPlausible(_ first: UInt8) -> Bool {
        firstBytes.isEmpty || firstBytes.contains(first)
    }

    /// The verdict about a line that is not of the protocol.
    func notThis(_ text: [UInt8]) -> Verdict {
        Stranger.verdict(text[...], notA: name, atEnd: true) ?? .unready("not \(name)")
    }

    /// The verdict when the stream ends within the line that is being collected.
    func closed() -> Verdict {
        guard let first = line.bytes.first, !isPlausible(first) else {
            return Stranger.closed(hasBegun: !line.bytes.isEmpty)
        }
        return notThis(line.bytes)
    }
}
