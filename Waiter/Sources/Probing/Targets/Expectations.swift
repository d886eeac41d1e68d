/// The part of a target after `#`: what the answer must be, and how long to wait for it.
///
/// Keys are taken out one by one by the scheme that knows them; what is left over at the end is a mistake.
struct Expectations {
    private var pairs: [(key: String, value: String, taken: Bool)] = []
    private let target: String

    init(_ fragment: [UInt8], of target: String) throws(UsageError) {
        self.target = target
        guard !fragment.isEmpty else { return }
        for pair in ASCII.split(fragment, at: UInt8(ascii: "&")) where !pair.isEmpty {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            guard let key = PercentCoding.decode(pair[..<equals]),
                let value = PercentCoding.decode(pair[equals...].dropFirst())
            else { throw TargetParser.badPercent(target) }
            let name = ASCII.string(key)
            for earlier in pairs where earlier.key == name {
                throw UsageError("\"\(target)\" says \(name) twice", cure: "keep one of them")
            }
            pairs.append((name, ASCII.string(value), false))
        }
    }

    /// The value of a key, which is then known.
    mutating func take(_ key: String) -> String? {
        for index in pairs.indices where pairs[index].key == key {
            pairs[index].taken = true
            return pairs[index].value
        }
        return nil
    }

    /// Whether a key is there, without taking it.
    func has(_ key: String) -> Bool {
        pairs.contains { $0.key == key }
    }

    /// How TLS is spoken.
    mutating func tls() throws(UsageError) -> TLSOptions {
        var options = TLSOptions()
        options.authorities = take("ca")
        options.certificate = take("cert")
        options.key = take("key")
        options.serverName = take("server-name")
        options.isInsecure = try flag("insecure")
        guard (options.certificate == nil) == (options.key == nil) else {
            throw UsageError(
                "\"\(target)\" has a client certificate without its key, or a key without its certificate",
                cure: "write #cert=FILE&key=FILE")
        }
        return options
    }

    /// A key that stands alone, or as `key=true`.
    mutating func flag(_ key: String) throws(UsageError) -> Bool {
        guard let value = take(key) else { return false }
        switch value {
        case "", "true": return true
        case "false": return false
        default: throw UsageError("\(key)=\(value) in \"\(target)\" is neither true nor false", cure: "write #\(key)")
        }
    }

    /// A length of time.
    mutating func time(_ key: String) throws(UsageError) -> Milliseconds? {
        guard let value = take(key) else { return nil }
        return try TimeText.parse(value)
    }

    /// A whole number within bounds.
    mutating func number(_ key: String, in range: ClosedRange<Int64>) throws(UsageError) -> Int64? {
        guard let value = take(key) else { return nil }
        guard let number = ASCII.number(value.utf8), range.contains(number) else {
            throw UsageError(
                "\(key)=\(value) in \"\(target)\" is not a number from \(range.lowerBound) to \(range.upperBound)",
                cure: "write such as #\(key)=\(range.lowerBound)")
        }
        return number
    }

    /// The keys that say something about the answer, for a log; values of headers may be secret and are left out.
    var shown: String {
        var text = ""
        for pair in pairs where !Expectations.unshown.contains(pair.key) {
            if !text.isEmpty { text += "&" }
            text += pair.value.isEmpty || pair.key == "header" ? pair.key : pair.key + "=" + pair.value
        }
        return text
    }

    /// How to wait and how to speak, which does not tell targets apart.
    private static let unshown = [
        "timeout", "on-timeout", "ca", "cert", "key", "server-name", "insecure", "basic-file", "basic-env",
        "bearer-file", "bearer-env",
    ]

    /// Throws when a key was not taken by anyone.
    func finish(scheme: String) throws(UsageError) {
        for pair in pairs where !pair.taken {
            throw UsageError(
                "\(scheme) has no expectation named \"\(pair.key)\", in \"\(target)\"",
                cure: "use \(Expectations.known(for: scheme)), timeout or on-timeout")
        }
    }

    private static func known(for scheme: String) -> String {
        if let rule = ServerTarget.rules.first(where: { $0.scheme == scheme }) {
            return (rule.expectations.isEmpty ? "" : rule.expectations + ", ")
                + (rule.isSecure || scheme == "http" ? "" : "tls, ") + "ca, cert, key, server-name, insecure"
        }
        switch scheme {
        case "http+unix": return HTTPTarget.expectations
        case "kube":
            return "condition, min, json, namespace, cluster-scoped, bearer-file, bearer-env, ca, server-name, insecure"
        case "tcp", "unix": return "settle"
        case "file": return "nonempty"
        case "dns": return "type, min"
        default: return "only"
        }
    }
}
