/// What counts of an `ErrorResponse` (PostgreSQL documentation, "Error and Notice Message Fields").
struct PostgresError: Sendable {
    /// The SQLSTATE, five characters.
    private(set) var code: ArraySlice<UInt8> = []
    private(set) var message: ArraySlice<UInt8> = []

    /// Reads the body of the message; fields that are cut off are left out.
    init(_ body: ArraySlice<UInt8>) {
        var reader = ByteReader(body)
        while let type = reader.byte(), type != 0, let text = reader.upTo(0) {
            if type == UInt8(ascii: "C") { code = text }
            if type == UInt8(ascii: "M") { message = text }
        }
    }

    /// Whether the error says that the server cannot serve anyone now, by the SQLSTATE's class (PostgreSQL
    /// documentation, appendix A): 53 is a lack of resources (53300: even the superuser's connections are taken,
    /// as others are refused only after the login), 57 an operator's act (57P03: it starts, stops or recovers),
    /// 58 a failing system, XX a failing server. Without an SQLSTATE nothing says that it serves (`internal_ping`).
    var isAboutTheServer: Bool {
        guard code.count == 5 else { return true }
        let kind = code.prefix(2)
        return kind.elementsEqual("53".utf8) || kind.elementsEqual("57".utf8) || kind.elementsEqual("58".utf8)
            || kind.elementsEqual("XX".utf8)
    }

    /// The message and the SQLSTATE, safe to show.
    var shown: String {
        let text = message.isEmpty ? "it refuses the connection" : ShownText.plain(message)
        return text + " (" + ShownText.plain(code, limit: 5) + ")"
    }
}
