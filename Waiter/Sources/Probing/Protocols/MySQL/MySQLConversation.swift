/// One MySQL or MariaDB probe: waits for the server's greeting, the initial handshake packet.
///
/// The server speaks first, before any TLS: there is nothing to send, and no user or password is needed. A greeting
/// of protocol version 10 or 9 is ready; an ERR packet in its place is not, and its text says why. That nobody can
/// log in yet, a Galera node that is not synced or a read-only replica are not seen from here.
/// Source: the MySQL Internals manual, "Protocol::Handshake" and "ERR_Packet".
///
/// Leaving after the greeting counts as an aborted connect (`Aborted_connects`), and with name resolution on, one
/// of a host's `max_connect_errors` (100), which its next login sets to 0 again. There is no polite way: measured on
/// MariaDB 10.11, COM_QUIT, an empty packet and an SSLRequest count the same, and a login with a made-up user does
/// not, but looks like an attack in the server's log. The official images resolve no names and so block nobody.
public struct MySQLConversation: Conversation {
    /// Far more than a greeting (about 100 bytes) or an ERR packet (its text is at most 512 bytes) takes.
    static var packetLimit: Int { 4096 }

    var buffer: [UInt8] = []
    var verdict: Verdict?

    /// A conversation for one attempt; every attempt needs its own.
    public init() {}

    /// Nothing: the server speaks first.
    public mutating func opening() -> [UInt8] { [] }

    /// Takes the next bytes of the greeting; bytes behind the verdict are ignored.
    public mutating func receive(_ bytes: ArraySlice<UInt8>) -> ConversationStep {
        if verdict == nil {
            buffer += bytes.prefix(Self.packetLimit + 4 - buffer.count)
            verdict = judge(ended: false)
        }
        guard let verdict else { return .read }
        return .finish(verdict)
    }

    /// Decides by what arrived before the end of the stream.
    public mutating func closed() -> Verdict {
        let outcome = verdict ?? judge(ended: true) ?? .notReady("the server closed the connection in its greeting")
        verdict = outcome
        return outcome
    }

    func judge(ended: Bool) -> Verdict? {
        if buffer.isEmpty { return ended ? .notReady("the server closed the connection before its greeting") : nil }
        var reader = ByteReader(buffer[...])
        guard let length = reader.littleEndian(3), reader.byte() != nil, let kind = reader.rest.first else {
            return nil
        }
        guard length >= 1, length <= UInt64(Self.packetLimit), kind == 0xFF || kind == 10 || kind == 9 || kind == 11
        else { return foreign(ended: ended) }
        guard let packet = reader.bytes(Int(length)) else { return nil }
        if kind == 0xFF { return refusal(packet.dropFirst()) }
        // Frames of the X Protocol have a length of 4 bytes; the first, a notice (type 11), looks like a packet of ours.
        if kind == 11 { return .notReady("this port speaks MySQL's X Protocol, not the classic one (usually on 3306)") }
        return isGreeting(packet) ? .ready : foreign(ended: ended)
    }

    /// A greeting: its version, the server's version up to a NUL, a connection's number, and a scramble, which in
    /// version 10 has 8 bytes and is followed by a NUL and capabilities.
    func isGreeting(_ packet: ArraySlice<UInt8>) -> Bool {
        var reader = ByteReader(packet)
        guard let version = reader.byte(), let name = reader.upTo(0), !name.isEmpty, reader.bytes(4) != nil else {
            return false
        }
        return version == 9 ? reader.upTo(0) != nil : reader.bytes(8) != nil && reader.byte() == 0 && reader.count >= 2
    }

    /// The verdict about an ERR packet: a code, often without the marker and SQL state that follow it after a login.
    func refusal(_ packet: ArraySlice<UInt8>) -> Verdict {
        var reader = ByteReader(packet)
        guard let code = reader.littleEndian(2) else { return .notReady("the server refuses the connection") }
        if reader.rest.first == UInt8(ascii: "#") { _ = reader.bytes(6) }
        let text = ShownText.plain(reader.rest, limit: 160)
        // ER_HOST_IS_BLOCKED. The server's text has this hint too, but not in every language.
        let reason =
            code == 1129
            ? "the server blocks this host, unblock it with mysqladmin flush-hosts: "
            : "the server refuses the connection: "
        return .unready("\(reason)\(text) (\(code.description))")
    }

    func foreign(ended: Bool) -> Verdict? {
        guard let shown = ForeignAnswer.shown(buffer[...], ended: ended) else { return nil }
        return .unready("not a MySQL server: it says \(shown)")
    }
}
