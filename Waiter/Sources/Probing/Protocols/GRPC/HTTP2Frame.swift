/// A frame of HTTP/2 (RFC 9113 section 4.1).
struct HTTP2Frame: Sendable {
    /// The types by their numbers (section 6).
    enum Kind {
        static var data: UInt8 { 0 }
        static var headers: UInt8 { 1 }
        static var resetStream: UInt8 { 3 }
        static var settings: UInt8 { 4 }
        static var pushPromise: UInt8 { 5 }
        static var ping: UInt8 { 6 }
        static var goAway: UInt8 { 7 }
        static var continuation: UInt8 { 9 }
    }

    enum Flags {
        static var ack: UInt8 { 0x1 }
        static var endStream: UInt8 { 0x1 }
        static var endHeaders: UInt8 { 0x4 }
        static var padded: UInt8 { 0x8 }
        static var priority: UInt8 { 0x20 }
    }

    static var headLength: Int { 9 }
    /// The largest payload that a peer may send where no other limit was announced, in bytes.
    static var payloadLimit: Int { 16384 }

    var kind: UInt8
    var flags: UInt8 = 0
    var stream = 0
    var payload: ArraySlice<UInt8> = []

    /// The frame for the wire. A payload of more than ``payloadLimit`` is the caller's mistake; the peer refuses it.
    var bytes: [UInt8] {
        Bytes.bigEndian(payload.count, 3) + [kind, flags] + Bytes.bigEndian(stream, 4) + payload
    }

    func has(_ flag: UInt8) -> Bool {
        flags & flag != 0
    }

    /// The payload of DATA and HEADERS without padding and priority; `nil` where it is too short for these.
    var content: ArraySlice<UInt8>? {
        var reader = ByteReader(payload)
        var padding = 0
        if has(Flags.padded) {
            guard let length = reader.byte() else { return nil }
            padding = Int(length)
        }
        if kind == Kind.headers, has(Flags.priority), reader.bytes(5) == nil { return nil }
        return reader.bytes(reader.count - padding)
    }

    /// The type for a user.
    var kindName: String {
        NameList.text(
            Int(kind),
            of: """
                DATA
                HEADERS
                PRIORITY
                RST_STREAM
                SETTINGS
                PUSH_PROMISE
                PING
                GOAWAY
                WINDOW_UPDATE
                CONTINUATION
                """, otherwise: "unknown")
    }

    /// An error code for a user (section 7).
    static func errorName(_ code: UInt64) -> String {
        NameList.text(
            Int(truncatingIfNeeded: code),
            of: """
                NO_ERROR
                PROTOCOL_ERROR
                INTERNAL_ERROR
                FLOW_CONTROL_ERROR
                SETTINGS_TIMEOUT
                STREAM_CLOSED
                FRAME_SIZE_ERROR
                REFUSED_STREAM
                CANCEL
                COMPRESSION_ERROR
                CONNECT_ERROR
                ENHANCE_YOUR_CALM
                INADEQUATE_SECURITY
                HTTP_1_1_REQUIRED
                """, otherwise: "error")
    }
}
