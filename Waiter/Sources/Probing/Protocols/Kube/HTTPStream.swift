/// An HTTP/1.1 response as it streams in: the head, then pieces of content; nothing of the content is kept here.
///
/// ``HTTPBodyReader`` collects at most 1 MiB, which a watch outlives and one large object exceeds.
struct HTTPStream: Sendable {
    enum Item {
        /// All bytes are taken.
        case more
        case head(HTTPResponseHead)
        case data(ArraySlice<UInt8>)
        case end
        case failed(String)
    }

    enum State {
        case statusLine
        case fields(HTTPResponseHead)
        case sized(Int)
        case untilClose
        case chunkSize
        case chunkData(Int)
        case chunkEnd
        case trailers
        case end
        case broken(String)
    }

    static var headLimit: Int { 1 << 16 }
    static var shownLimit: Int { 60 }

    var state = State.statusLine
    var line = HTTPLine()
    /// How many bytes the lines of the head, or of the trailers, have taken together.
    var taken = 0

    /// Takes bytes until there is something to say about them.
    mutating func next(_ rest: inout ArraySlice<UInt8>) -> Item {
        while true {
            switch state {
            case .broken(let message): return .failed(message)
            case .end, .sized(0): return .end
            case .chunkData(0): state = .chunkEnd
            case .sized(let missing):
                guard let part = Self.part(missing, of: &rest) else { return .more }
                state = .sized(missing - part.count)
                return .data(part)
            case .chunkData(let missing):
                guard let part = Self.part(missing, of: &rest) else { return .more }
                state = .chunkData(missing - part.count)
                return .data(part)
            case .untilClose:
                guard let part = Self.part(rest.count, of: &rest) else { return .more }
                return .data(part)
            case .statusLine:
                // Byte by byte: what is no HTTP may never end its line, and its beginning is enough to show.
                guard var one = Self.part(1, of: &rest) else { return .more }
                switch line.take(&one, limit: Self.headLimit) {
                case .line(let text): begin(text)
                case .tooLong: state = .broken("the headers are larger than 64 KiB")
                case .more:
                    if line.bytes.count >= Self.shownLimit, !HTTPResponseHead.isPlausible(line.bytes) {
                        state = Self.notHTTP(line.bytes)
                    }
                }
            case .fields, .chunkSize, .chunkEnd, .trailers:
                switch line.take(&rest, limit: Self.headLimit - taken) {
                case .more: return .more
                case .tooLong: state = .broken("the headers or a chunk's size are larger than 64 KiB")
                case .line(let text):
                    if let head = behind(text) { return .head(head) }
                }
            }
        }
    }

    /// What the end of the stream means before the head is complete; nil behind it.
    var endBeforeContent: String? {
        switch state {
        case .statusLine where line.bytes.isEmpty: "the server closed the connection before it answered"
        case .statusLine where !HTTPResponseHead.isPlausible(line.bytes): Self.notHTTPText(line.bytes)
        case .statusLine, .fields: "the server closed the connection in the middle of the headers"
        case .broken(let message): message
        default: nil
        }
    }

    static func part(_ count: Int, of rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let part = rest.prefix(count)
        guard !part.isEmpty else { return nil }
        rest = rest.dropFirst(part.count)
        return part
    }

    static func notHTTPText(_ bytes: [UInt8]) -> String {
        Probing.text("not an HTTP server: it says \(ShownText.quoted(bytes[...], limit: shownLimit))")
    }

    static func notHTTP(_ bytes: [UInt8]) -> State {
        .broken(notHTTPText(bytes))
    }

    mutating func begin(_ text: [UInt8]) {
        guard let head = HTTPResponseHead(statusLine: text) else {
            state = Self.notHTTP(text)
            return
        }
        taken = line.taken
        state = .fields(head)
    }

    /// The state behind a whole line; the head, where the line ended it.
    mutating func behind(_ text: [UInt8]) -> HTTPResponseHead? {
        switch state {
        case .fields(var head):
            guard text.isEmpty else {
                taken += line.taken
                let isField = head.add(text)
                state =
                    isField
                    ? .fields(head)
                    : .broken(Probing.text("a header of the response is malformed: \(ShownText.plain(text[...]))"))
                return nil
            }
            taken = 0
            if head.isInterim {
                state = .statusLine
                return nil
            }
            switch head.framing(method: .get) {
            case .length(let length): state = .sized(length)
            case .chunked: state = .chunkSize
            case .untilClose: state = .untilClose
            case .unreadable(let message): state = .broken(message)
            }
            return head
        case .chunkEnd where text.isEmpty: state = .chunkSize
        case .trailers where text.isEmpty: state = .end
        case .trailers: taken += line.taken
        case .chunkSize:
            if let size = Self.size(text) {
                state = size == 0 ? .trailers : .chunkData(size)
            } else {
                fallthrough
            }
        default: state = .broken("the chunked content is malformed")
        }
        return nil
    }

    /// `chunk-size` with its ignored extensions (RFC 9112 section 7.1.1), of at most 8 digits.
    static func size(_ text: [UInt8]) -> Int? {
        let digits = HTTPBytes.trim(text[..<(text.firstIndex(of: 0x3B) ?? text.endIndex)])
        guard !digits.isEmpty, digits.count <= 8 else { return nil }
        var size = 0
        for byte in digits {
            guard let digit = HTTPBytes.hexDigit(byte) else { return nil }
            size = size << 4 | digit
        }
        return size
    }
}
