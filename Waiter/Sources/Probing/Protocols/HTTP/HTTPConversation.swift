/// One HTTP/1.1 probe: sends a request and judges the response (RFC 9112) by an expectation.
///
/// The status and header are judged at the end of the headers; a body is read only where it is expected and all
/// else holds. A redirect to another host is an answer like any other, as the kubelet has it
/// (pkg/probe/http/http.go, RedirectChecker with followNonLocalRedirects off); one within the host may be followed.
public struct HTTPConversation: Conversation {
    enum Phase {
        case statusLine
        case fields
        case body
    }

    static var headLimit: Int { 1 << 16 }
    static var shownLimit: Int { 40 }

    private(set) var request: HTTPRequest
    private(set) var expectation: HTTPExpectation
    /// What is asked next when the server does not know this path.
    private var others: ArraySlice<HTTPQuestion.Ask> = []
    private var authorization: [UInt8]?
    private var followsRedirects = false
    private var redirects = 0
    /// By what names the host is known: that of the target and that of the Host header.
    private var hosts: [[UInt8]] = []
    private var isSecure = false
    /// That the next step is a new connection, to this port if it changes.
    private var reconnect: (port: UInt16?, tls: Bool?)?
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

    /// A conversation about a question. The secret goes to this host only, and over plain bytes only if it began so.
    public init(question: HTTPQuestion, host: String, isSecure: Bool, authorization: [UInt8]? = nil) {
        self.init(request: question.ask.request, expectation: question.ask.expectation)
        others = question.others[...]
        followsRedirects = question.followsRedirects
        self.authorization = authorization
        self.isSecure = isSecure
        hosts = [ResolverText.lowercased(host.utf8), HTTPRedirect.hostName(request.authority)]
    }

    /// The request.
    public mutating func opening() -> [UInt8] {
        request.bytes(authorization: authorization)
    }

    /// Takes the next bytes of the response; bytes behind the verdict are ignored.
    public mutating func receive(_ bytes: ArraySlice<UInt8>) -> ConversationStep {
        var rest = bytes
        while verdict == nil {
            if let reconnect {
                self.reconnect = nil
                return .reconnect(port: reconnect.port, tls: reconnect.tls)
            }
            let goesOn =
                switch phase {
                case .statusLine: readStatusLine(&rest)
                case .fields: readField(&rest)
                case .body: readBody(&rest)
                }
            if !goesOn { break }
        }
        if let verdict { return .finish(verdict) }
        return .read
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
        .unready("not an HTTP response: \(ShownText.plain(line[...], limit: shownLimit))")
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
            decide(.unready("a header of the response is malformed: \(ShownText.plain(text[...]))"))
        }
        return true
    }

    mutating func endHead() {
        guard let head else { return }
        if head.isInterim {
            self.head = nil
            phase = .statusLine
        } else if asksElsewhere(head) {
            self.head = nil
            phase = .statusLine
            line = HTTPLine()
            headLength = 0
        } else if let objection = expectation.objection(to: head) {
            decide(.notReady(objection))
        } else if !expectation.needsBody {
            decide(.ready)
        } else {
            body = HTTPBodyReader(head.framing(method: request.method))
            phase = .body
        }
    }

    /// Whether the answer leads to another question, which is then prepared.
    private mutating func asksElsewhere(_ head: HTTPResponseHead) -> Bool {
        if head.status == 404 || head.status == 410, let next = others.popFirst() {
            request = next.request
            expectation = next.expectation
            reconnect = (nil, nil)
            return true
        }
        guard followsRedirects, [301, 302, 303, 307, 308].contains(head.status),
            let location = head.values(of: Array("Location".utf8)[...]).first,
            let redirect = HTTPRedirect(location, base: request.path), let next = request.redirected(to: redirect)
        else { return false }
        if let host = redirect.host, !hosts.contains(host) { return false }
        redirects += 1
        if redirects > HTTPRedirect.limit {
            decide(.notReady("the server redirects without an end"))
            return true
        }
        request = next
        let secure = redirect.isSecure ?? isSecure
        if isSecure, !secure { authorization = nil }
        isSecure = secure
        reconnect = redirect.host == nil ? (nil, nil) : (redirect.port ?? (secure ? 443 : 80), secure)
        return true
    }

    mutating func readBody(_ rest: inout ArraySlice<UInt8>) -> Bool {
        let outcome = body.read(rest)
        rest = rest.dropFirst(rest.count)
        if case .more = outcome { return false }
        _ = decide(outcome)
        return true
    }
}
