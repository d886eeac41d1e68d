/// Waits for a Kubernetes object with one watch: the API server tells of every change by itself.
///
/// One GET (Kubernetes API concepts, "Efficient detection of changes") over a stream that is already TLS; the answer
/// is a line of JSON for each event. Until the object is as asked, every new reason is a ``ConversationStep/note(_:)``.
/// The server ends the watch after a time; then the attempt is over and another one is to follow.
public struct KubeConversation: Conversation {
    enum Phase {
        case head
        case watching
        /// Collecting the Status that explains this HTTP status.
        case refused(Int)
    }

    static var eventLimit: Int { 4 << 20 }
    static var refusalLimit: Int { 1 << 16 }

    let question: KubeQuestion
    let request: HTTPRequest?
    var stream = HTTPStream()
    var phase = Phase.head
    /// The event, or the refusal, that is not yet complete.
    var text: [UInt8] = []
    var reason = ""
    var toldReason = ""
    /// Whether an event told of the object.
    var isShown = false
    var hasReconnected = false
    var verdict: Verdict?

    /// A conversation for one attempt; every attempt needs its own.
    ///
    /// - Parameters:
    ///   - question: what is asked.
    ///   - host: the API server's name or address, for the `Host` header.
    ///   - port: the API server's port.
    ///   - token: the content of ``KubeAccount/tokenPath``; a line end is ignored. Without a token none is sent.
    ///   - watchSeconds: after how many seconds the server is to end the watch. Shorter than the time after which
    ///     common load balancers drop an idle connection without a word (350 s, 4 min), for old servers with rare
    ///     bookmarks.
    public init(question: KubeQuestion, host: String, port: UInt16, token: [UInt8], watchSeconds: Int = 230) {
        self.question = question
        var headers = [(name: "Accept", value: "application/json")]
        // A token is base64url (RFC 6750 section 2.1); whatever else is in the file must not become a header.
        let bearer = token.filter { $0 > 0x20 && $0 < 0x7F }
        if !bearer.isEmpty { headers.append((name: "Authorization", value: "Bearer " + ASCII.string(bearer))) }
        let path = question.path(seconds: watchSeconds)
        do throws(HTTPRequest.Invalid) {
            request = try HTTPRequest(host: host, port: port, path: path, headers: headers, defaultPort: 443)
        } catch {
            request = nil
            verdict = .unready("the API server cannot be asked: \(error.message)")
        }
    }

    /// The request for the watch.
    public mutating func opening() -> [UInt8] {
        stream = HTTPStream()
        phase = .head
        text = []
        isShown = false
        return request?.bytes ?? []
    }

    /// Takes the next bytes of the response; of several events in them the last one's reason is told.
    public mutating func receive(_ bytes: ArraySlice<UInt8>) -> ConversationStep {
        var rest = bytes
        while verdict == nil {
            switch stream.next(&rest) {
            case .more:
                // Compared as bytes: comparing texts would need Unicode tables.
                if reason.utf8.elementsEqual(toldReason.utf8) { return .read }
                toldReason = reason
                return .note(reason)
            case .head(let head): begin(head)
            case .data(let part):
                if let step = take(part) { return step }
            case .end: verdict = closed()
            case .failed(let message): verdict = .notReady(message)
            }
        }
        return verdict.map { .finish($0) } ?? .read
    }

    /// The end of the stream, also of the chunked coding: what was last known of the object is the reason.
    public mutating func closed() -> Verdict {
        if let verdict { return verdict }
        var end = Verdict.notReady(stream.endBeforeContent ?? reason)
        if case .refused(let status) = phase { end = .notReady(refusal(status)) }
        // What ends without a line end: an event that was cut off, or no event at all.
        if case .watching = phase, let first = text.first, first != 0x7B { end = Self.notAnAPI(text) }
        verdict = end
        return end
    }

    mutating func begin(_ head: HTTPResponseHead) {
        phase = head.status == 200 ? .watching : .refused(head.status)
        // The head comes before the events, also where the object exists: to say more would be a guess.
        if head.status == 200 { reason = Probing.text("the API server has not shown \(question.shown) yet") }
    }

    /// Takes content; a step only where the conversation goes on elsewhere.
    mutating func take(_ part: ArraySlice<UInt8>) -> ConversationStep? {
        guard case .watching = phase else {
            text += part.prefix(Self.refusalLimit - text.count)
            return nil
        }
        var rest = part
        while verdict == nil, let end = rest.firstIndex(of: 0x0A) {
            append(rest[..<end])
            rest = rest[(end + 1)...]
            if verdict != nil { break }
            let event = text
            text = []
            if let step = judge(event) { return step }
        }
        if verdict == nil { append(rest) }
        return nil
    }

    mutating func append(_ part: ArraySlice<UInt8>) {
        if part.count > Self.eventLimit - text.count {
            verdict = .notReady("an event is larger than 4 MiB")
        } else {
            text += part
        }
    }

    mutating func judge(_ event: [UInt8]) -> ConversationStep? {
        if event.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { return nil }
        guard let object = try? KubeObjectReader.read(event), !object[.event].isEmpty else {
            verdict = Self.notAnAPI(event)
            return nil
        }
        if KubeText.isSame(object[.event], "ERROR") { return judgeError(object) }
        if KubeText.isSame(object[.event], "BOOKMARK") {
            if !isShown { reason = Probing.text("\(question.shown) does not exist yet") }
            return nil
        }
        // An API server of an extension may not know the field selector and send all objects.
        guard object[.name] == question.name else { return nil }
        isShown = true
        if KubeText.isSame(object[.event], "DELETED") {
            reason = Probing.text("\(question.shown) was deleted and does not exist")
        } else if KubeText.isSame(object[.event], "ADDED") || KubeText.isSame(object[.event], "MODIFIED") {
            let found = KubeVerdict.of(object, in: event, for: question)
            if case .notReady(let text) = found { reason = text } else { verdict = found }
        }
        return nil
    }

    static func notAnAPI(_ text: [UInt8]) -> Verdict {
        .unready("not a Kubernetes API server: it says \(ShownText.quoted(text[...]))")
    }

    /// An ERROR event ends a watch. 410: the server has lost its place in the history, a new watch starts afresh.
    mutating func judgeError(_ status: KubeObject) -> ConversationStep? {
        if status[.code] == 410, !hasReconnected {
            hasReconnected = true
            return .reconnect(port: nil, tls: nil)
        }
        let said = KubeText.safe(status[.message])
        verdict = .unready("the API server ended the watch: \(said)")
        return nil
    }

    /// What a refusal means; its text is a Status where the API server itself refuses.
    func refusal(_ code: Int) -> String {
        var said = text[...]
        if let status = try? KubeObjectReader.read(text, from: .object), !status[.message].isEmpty {
            said = status[.message][...]
        }
        while let last = said.last, last <= 0x20 { said.removeLast() }
        let shown = said.isEmpty ? "" : Probing.text(" (\(ShownText.plain(said, limit: 240)))")
        return switch code {
        case 401: Probing.text("the API server does not know the token\(shown)")
        case 403: Probing.text("the service account needs the verb watch on \(question.shownResource)\(shown)")
        case 404:
            Probing.text("the API server has no \(question.shownResource)")
                + (question.namespace == nil ? "" : " that belong to namespaces")
        default: Probing.text("the API server answers HTTP \(Int64(code))\(shown)")
        }
    }
}
