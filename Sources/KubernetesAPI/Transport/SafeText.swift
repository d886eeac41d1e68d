/// Texts from elsewhere, made fit for a log.
public enum SafeText {
    /// How many characters are left.
    public static let limit = 300

    /// One line without control characters, cut, and without what looks like a token: a word that follows `Bearer` or
    /// `Basic`, and a JSON Web Token wherever it stands (its header is an object in base64, so that it begins with `eyJ`).
    public static func of(_ text: String) -> String {
        var words: [String] = []
        var length = 0
        var isSecret = false
        // A server can answer with megabytes: only the beginning is looked at.
        let start = String(decoding: text.utf8.prefix(4 * limit), as: UTF8.self)
        for word in start.split(whereSeparator: { $0.isWhitespace || isControl($0) }) {
            let shown = isSecret || word.utf8.contains(jwt) ? "[hidden]" : String(word)
            isSecret = ["bearer", "basic"].contains { word.lowercased().hasSuffix($0) }
            words.append(shown)
            length += shown.count + 1
            if length > limit { break }
        }
        let line = words.joined(separator: " ")
        return line.count > limit ? line.prefix(limit - 1) + "…" : line
    }

    private static let jwt = Array("eyJ".utf8)

    private static func isControl(_ character: Character) -> Bool {
        character.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}

extension Substring.UTF8View {
    fileprivate func contains(_ part: [UInt8]) -> Bool {
        indices.contains { self[$0...].starts(with: part) }
    }
}
