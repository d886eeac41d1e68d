/// One probe of a NATS server: its `INFO`, then `CONNECT` and `PING` (docs.nats.io/reference/reference-protocols/nats-protocol).
///
/// A server that asks for a login is ready: it judged the `CONNECT`. Whether JetStream has a leader is not asked.
/// The default port is 4222.
public struct NATSConversation: Conversation {
    enum Phase {
        case greeting
        case upgraded
        case asked
    }

    // A cluster's INFO names every server (connect_urls); the protocol sets no limit for it.
    static var lineLimit: Int { 1 << 16 }

    let isEncrypted: Bool
    var reply = ReplyLine("a NATS server", startingWith: "IP+-", limit: Self.lineLimit)
    var phase = Phase.greeting
    var verdict: Verdict?

    /// A conversation for one attempt; every attempt needs its own.
    ///
    /// `isEncrypted` says that the connection is already over TLS when the conversation begins, as servers with
    /// `handshake_first` want it; without it TLS begins where `INFO` asks for it.
    public init(isEncrypted: Bool = false) {
        self.isEncrypted = isEncrypted
    }

    /// Empty at first, as the server speaks first; after the change to TLS, `CONNECT` and `PING`.
    public mutating func opening() -> [UInt8] {
        guard case .upgraded = phase else { return [] }
        phase = .asked
        return Self.request
    }

    /// Takes the next bytes from the server, however they are split.
    public mutating func receive(_ bytes: ArraySlice<UInt8>) -> ConversationStep {
        var rest = bytes
        var toSend: [UInt8] = []
        while verdict == nil {
            switch reply.take(&rest) {
            case .more: return toSend.isEmpty ? .read : .send(toSend)
            case .verdict(let other): verdict = other
            case .line(let line):
                guard case .greeting = phase else {
                    verdict = judge(line)
                    continue
                }
                let needsTLS = readGreeting(line)
                if verdict != nil { break }
                if needsTLS, !isEncrypted {
                    if rest.isEmpty {
                        phase = .upgraded
                        return .startTLS
                    }
                    // What came in the clear must not count as said over TLS (as CVE-2021-23222 has it).
                    verdict = .unready("it asks for TLS and goes on without: \(ShownText.quoted(rest))")
                } else {
                    phase = .asked
                    toSend = Self.request
                }
            }
        }
        return verdict.map { .finish($0) } ?? .read
    }

    /// Decides by what arrived before the end of the stream.
    public mutating func closed() -> Verdict {
        if let verdict { return verdict }
        var known = reply.closed()
        if reply.line.bytes.isEmpty, case .asked = phase {
            known = .notReady("the server closed the connection before it answered PING")
        }
        verdict = known
        return known
    }

    static var request: [UInt8] {
        let options = #"{"verbose":false,"pedantic":false,"lang":"swift","name":"holdfast-waiter","version":"0"}"#
        return [UInt8](("CONNECT " + options + "\r\nPING\r\n").utf8)
    }

    /// Reads the first line and says whether the server wants TLS before anything else.
    mutating func readGreeting(_ line: [UInt8]) -> Bool {
        guard line.starts(with: "INFO ".utf8) else {
            verdict = line.starts(with: "-ERR".utf8) ? judge(line) : reply.notThis(line)
            return false
        }
        let options = [UInt8](line.dropFirst(5))
        guard let isLeaving = flag("ldm", in: options), let needsTLS = flag("tls_required", in: options) else {
            verdict = reply.notThis(line)
            return false
        }
        if isLeaving { verdict = Self.leaving }
        return needsTLS
    }

    static var leaving: Verdict { .notReady("it is about to shut down (lame duck mode)") }

    /// The verdict about a line that follows the request; nil where it decides nothing.
    mutating func judge(_ line: [UInt8]) -> Verdict? {
        if line.elementsEqual("PONG".utf8) { return .ready }
        if line.elementsEqual("PING".utf8) || line.elementsEqual("+OK".utf8) { return nil }
        // The server says INFO again whenever its cluster changes, and before it shuts down.
        if line.starts(with: "INFO ".utf8) {
            return flag("ldm", in: [UInt8](line.dropFirst(5))) == true ? Self.leaving : nil
        }
        guard line.starts(with: "-ERR ".utf8) else { return reply.notThis(line) }
        if line.elementsEqual("-ERR 'Authorization Violation'".utf8) { return .ready }
        return .unready("it answered with an error (\(ShownText.plain(line.dropFirst(5))))")
    }

    /// Whether a field of the outermost object is `true`; nil where the text is not JSON.
    func flag(_ name: String, in options: [UInt8]) -> Bool? {
        guard let path = JSONPath(name) else { return nil }
        do throws(JSONPathReader.Failure) {
            return try JSONPathReader.value(at: path, in: options) == .bool(true)
        } catch {
            return nil
        }
    }
}
