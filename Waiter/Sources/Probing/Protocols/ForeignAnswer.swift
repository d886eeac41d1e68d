/// What is shown of a peer that does not speak the protocol it was asked in.
enum ForeignAnswer {
    static var shownLimit: Int { 40 }

    /// The first line of what the peer sent, at most 40 bytes; nil while more of it may come.
    ///
    /// It depends on the bytes alone, never on how they were split: that a peer is foreign is often clear in the
    /// middle of a word.
    static func shown(_ bytes: ArraySlice<UInt8>, ended: Bool) -> String? {
        let start = bytes.prefix(shownLimit + 1)
        // A TLS alert (RFC 8446, 5.1): what a server that waits for a ClientHello makes of our first bytes.
        if start.starts(with: [0x15, 0x03]) { return "a TLS alert (it may want TLS)" }
        if let end = start.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }), end > start.startIndex {
            return ShownText.plain(start[..<end], limit: shownLimit)
        }
        guard ended || start.count > shownLimit else { return nil }
        return ShownText.plain(start, limit: shownLimit)
    }
}
