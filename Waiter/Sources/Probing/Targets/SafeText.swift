/// What of a target may be shown, also when it cannot be read: passwords and tokens never.
enum SafeText {
    /// Whether `//user:password@host` is in it, or an `@` that may end one: a password may have a slash.
    static func carriesUser(_ rest: [UInt8], scheme: String) -> Bool {
        guard !["exec", "file", "unix", "delay"].contains(scheme) else { return false }
        let url = rest.prefix { $0 != 0x23 && $0 != 0x3F }
        guard let at = url.lastIndex(of: 0x40) else { return false }
        // In the path of a page an @ is a letter like others.
        guard ["http", "https", "http+unix"].contains(scheme) else { return true }
        let authority = url.starts(with: [0x2F, 0x2F]) ? url.dropFirst(2) : url
        return at < authority.firstIndex(of: 0x2F) ?? authority.endIndex
    }

    /// The text with what may be secret cut out: what stands before an `@`, the query, and the value of `header`.
    static func target(_ text: String) -> String {
        let bytes = Array(text.utf8)
        // The words of a command are the user's own, and shown by every process list.
        if bytes.starts(with: "exec:".utf8) { return text }
        let hash = bytes.firstIndex(of: 0x23) ?? bytes.endIndex
        var url = bytes[..<hash]
        if let query = url.firstIndex(of: 0x3F) { url = url[...query] + Array("…".utf8)[...] }
        if let at = url.lastIndex(of: 0x40) {
            let colon = url.firstIndex(of: 0x3A) ?? url.startIndex
            url = url[...colon] + Array("//…".utf8)[...] + url[at...]
        }
        var fragment = bytes[hash...]
        if HTTPBytes.contains(Array(fragment), Array("header".utf8)) { fragment = Array("#…".utf8)[...] }
        return ASCII.string(Array(url) + Array(fragment))
    }
}
