/// One HTTP/1.1 probe: sends a request and judges the response (RFC 9112) by an expectation.
///
/// The status and header are judged at the end of the headers; a body is read only where it is expected and all
/// else holds. Redirects are not followed: a 3xx is an answer like any other.
public struct HTTPConversation: Conversation {
    enum Phase {
        case statusLine
        case fields
        case body
    }

    static var headLimit: Int { 1 << 16 }
    static var shownLimit: Int { 40 }

    let request: HTTPRequest
    let expectation: HTTPExpectation
    var phase = Phase.statusLine
    var line = HTTPLine()
    var headLength = 0
    var head: HTTPResponseHead?
    var body = HTTPBodyReader(.untilClose)
    var verdict: Verdict?

    /// A conversation for one attempt; every attempt needs its own.
    public init(request: HTTPRequest, expectation: HTTPExpectation = HTTPExpectation()) {
        self.request = request
        self.expectation = expectation
    }

    /// The request.
    public mutating func opening() -> [UInt8] {
        request.bytes
    }

    /// Takes the next bytes of the response; bytes behind the verdict are ignored.
    public mutating func receive(_ bytes: ArraySlice<UInt8>) -> ConversationStep {
        var rest = bytes
        while verdict == nil {
            let goesOn =
                switch phase {
                case .statusLine: readStatusLine(&rest)
                case .fields: readField(&rest)
                case .body: readBody(&rest)
                }
            if !goesOn { break }
        }
        guard let verdict else { return .read }
        return .finish(verdict)
    }

    /// Decides by what arrived before the end of the stream.
    public mutating func closed() -> Verdict {
        if let verdict { return verdict }
        switch phase {
        case .statusLine where line.bytes.isEmpty:
            return decide(.notReady("the server closed the connection before it answered"))
        case .statusLine where !HTTPResponseHead.isPlausible(line.bytes):
            return decide(Self.notHTTP(line.bytes))
        case .statusLine, .fields:
            return decide(.notReady("the server closed the connection in the middle of the headers"))
        case .body:
            return decide(body.closed())
        }
    }

    @discardableResult
    mutating func decide(_ verdict: Verdict) -> Verdict {
        self.verdict = verdict
        return verdict
    }

    /// The verdict about a body that is complete or failed.
    mutating func decide(_ outcome: HTTPBodyReader.Outcome) -> Verdict {
        if case .failed(let message) = outcome { return decide(.notReady(message)) }
        guard let objection = expectation.objection(to: body.content) else { return decide(.ready) }
        return decide(.notReady(objection))
    }

    static func notHTTP(_ line: [UInt8]) -> Verdict {
        .notReady("not an HTTP response: \(ShownText.plain(line[...], limit: shownLimit))")
    }

    /// Takes a line of the head; nil where more bytes are needed or the verdict is out.
    mutating func takeHeadLine(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        switch line.take(&rest, limit: Self.headLimit - headLength) {
        case .more: return nil
        case .tooLong:
            decide(.notReady("the headers are larger than 64 KiB"))
            return nil
        case .line(let text):
            headLength += line.taken
            return text
        }
    }

    mutating func readStatusLine(_ rest: inout ArraySlice<UInt8>) -> Bool {
        // What does not begin like HTTP may never end its line: enough to show is enough to decide.
        if !HTTPResponseHead.isPlausible(line.bytes) || line.bytes.count < Self.shownLimit {
            var start = line
            var probe = rest
            if case .tooLong = start.take(&probe, limit: Self.shownLimit), !HTTPResponseHead.isPlausible(start.bytes) {
                decide(Self.notHTTP(start.bytes + probe.prefix(1)))
                return true
            }
        }
        guard let text = takeHeadLine(&rest) else { return false }
        head = HTTPResponseHead(statusLine: text)
        phase = .fields
        if head == nil { decide(Self.notHTTP(text)) }
        return true
    }

    mutating func readField(_ rest: inout ArraySlice<UInt8>) -> Bool {
        guard let text = takeHeadLine(&rest) else { return false }
        if text.isEmpty {
            endHead()
        } else if head?.add(text) != true {
            decide(.notReady("a header of the response is malformed: \(ShownText.plain(text[...]))"))
        }
        return true
    }

    mutating func endHead() {
        guard let head else { return }
        if head.isInterim {
            self.head = nil
            phase = .statusLine
        } else if let objection = expectation.objection(to: head) {
            decide(.notReady(objection))
        } else if !expectation.needsBody {
            decide(.ready)
        } else {
            body = HTTPBodyReader(head.framing(method: request.method))
            phase = .body
        }
    }

    mutating func readBody(_ rest: inout ArraySlice<UInt8>) -> Bool {
        let outcome = body.read(rest)
        rest = rest.dropFirst(rest.count)
        if case .more = outcome { return false }
        _ = decide(outcome)
        return true
    }
}
