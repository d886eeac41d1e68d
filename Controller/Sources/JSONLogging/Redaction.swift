/// Which metadata is not written.
enum Redaction {
    private static let words = ["token", "password", "passwd", "authorization", "secret", "credential", "cookie"]

    /// Whether a value of this key looks secret: it has one of the words in it, or ends in the word `key`. A Secret's
    /// name (`secret-name`, `secretName`) is none, nor is the name of a key.
    static func isSecret(_ key: String) -> Bool {
        let plain = key.lowercased()
        if plain.hasSuffix("name") { return false }
        if words.contains(where: { plain.contains($0) }) { return true }
        guard plain.hasSuffix("key") else { return false }
        // "monkey" is no key; "key", "tls.key", "apiKey" are.
        let before = plain.dropLast(3).last
        guard let before, before.isLetter else { return true }
        return key.hasSuffix("Key") || plain.hasSuffix("apikey") || plain.hasSuffix("privatekey")
    }
}
