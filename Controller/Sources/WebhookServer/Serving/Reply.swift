import HTTPTypes
import HummingbirdCore
import NIOCore

/// An answer on its way.
struct Reply {
    var status: HTTPResponse.Status
    var contentType: String
    var body: [UInt8]
    var more: [(HTTPField.Name, String)] = []
    /// Whether the connection ends with it.
    var closes = false

    /// Thrown to Hummingbird, for which it means: close.
    struct End: Error {}

    static func text(_ status: HTTPResponse.Status, _ text: String) -> Reply {
        Reply(status: status, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
    }

    /// A refusal after which the connection ends: what is left of the request is not read.
    static func refusal(_ status: HTTPResponse.Status, _ text: String, _ more: [(HTTPField.Name, String)] = []) -> Reply
    {
        Reply(
            status: status, contentType: "text/plain; charset=utf-8", body: Array((text + "\n").utf8), more: more,
            closes: true)
    }

    /// Writes it; to `HEAD` without the body.
    func send(_ writer: consuming ResponseWriter, isHead: Bool = false) async throws {
        var head = HTTPResponse(status: status)
        head.headerFields[.contentType] = contentType
        head.headerFields[.contentLength] = String(body.count)
        // Prometheus and people look at these; a browser is not to guess.
        head.headerFields[.xContentTypeOptions] = "nosniff"
        for (name, value) in more { head.headerFields[name] = value }
        if closes { head.headerFields[.connection] = "close" }
        guard !isHead, !body.isEmpty else { return try await writer.writeResponse(head) }
        try await writer.write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
