/// Words for an answer that is not of the protocol that was asked for, or that never came.
enum Stranger {
    static var shownLimit: Int { 40 }

    /// The verdict about bytes that do not begin as the protocol does; `name` comes with its article.
    ///
    /// `nil` while there is neither a whole line nor enough to show: shown at once, the text would depend on how the
    /// bytes were split.
    static func verdict(_ bytes: ArraySlice<UInt8>, notA name: String, atEnd: Bool = false) -> Verdict? {
        var shown = bytes.prefix(shownLimit + 1)
        // An alert record (RFC 8446, 5.1): what a server that waits for a ClientHello makes of anything else.
        if shown.starts(with: [0x15, 0x03]) { return .notReady("it answered with a TLS alert: it may want TLS") }
        if let end = shown.firstIndex(of: 0x0A) {
            shown = shown[..<end]
            if shown.last == 0x0D { shown = shown.dropLast() }
        } else if shown.count <= shownLimit, !atEnd {
            return nil
        }
        return .unready("not \(name): it says \(ShownText.quoted(shown, limit: shownLimit))")
    }

    /// The verdict about a stream that ended before an answer was whole.
    static func closed(hasBegun: Bool) -> Verdict {
        .notReady(
            hasBegun
                ? "the server closed the connection in the middle of its answer"
                : "the server closed the connection before it answered")
    }
}
