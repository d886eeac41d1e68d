/// Reads targets: `scheme://host[:port][/path][?query][#expectations]`.
///
/// The expectations are `key=value` pairs joined by `&`, percent-encoded. A key that the scheme does not have is an
/// error: an expectation that is silently ignored is a wait that means nothing.
public enum TargetParser {
    /// The longest target that is read, in bytes.
    public static let maximumLength = 8192

    /// Reads one target. Throws what is wrong with it and what to write instead.
    public static func parse(_ text: String) throws(UsageError) -> Target {
        try parse(Array(text.utf8), shown: SafeText.target(text))
    }

    /// `text` is what messages show: no secret is in it.
    private static func parse(_ bytes: [UInt8], shown text: String) throws(UsageError) -> Target {
        guard bytes.count <= maximumLength else {
            throw UsageError("a target is \(bytes.count) bytes long", cure: "keep it under \(maximumLength) bytes")
        }
        for byte in bytes where byte <= 0x20 && byte != 0x20 || byte == 0x7F {
            throw UsageError("a target contains a control character", cure: "percent-encode it, such as %0A")
        }
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0 else {
            throw UsageError(
                "\"\(text)\" is not a target: it has no scheme",
                cure: "write http://\(text), tcp://\(text) or file:\(text)")
        }
        var scheme = ASCII.lowercased(ASCII.string(bytes[..<colon]))
        // As libpq has it: both are the same.
        if scheme == "postgresql" { scheme = "postgres" }
        var rest = Array(bytes[(colon + 1)...])
        guard !SafeText.carriesUser(rest, scheme: scheme) else { throw carriesUser }
        var fragment: [UInt8] = []
        // A command may hold a '#'; its words are not a URL's parts.
        if let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
            fragment = Array(rest[(hash + 1)...])
            rest = Array(rest[..<hash])
        }
        var expectations = try Expectations(fragment, of: text)
        var target = Target(name: text, endpoint: .delay(0))
        target.timeout = try expectations.time("timeout")
        if let value = expectations.take("on-timeout") { target.onTimeout = try OnTimeout(value) }
        if scheme == "tcp" || scheme == "unix" { target.settle = try expectations.time("settle") }
        target.endpoint = try endpoint(scheme: scheme, rest: rest, text: text, &expectations)
        target.name = displayName(scheme: scheme, rest: rest, expectations)
        try expectations.finish(scheme: scheme)
        return target
    }

    private static func endpoint(
        scheme: String, rest: [UInt8], text: String, _ expectations: inout Expectations
    ) throws(UsageError) -> Endpoint {
        switch scheme {
        case "tcp":
            let url = try URLParts(rest, of: text)
            guard let port = url.port else {
                throw UsageError("\"\(text)\" has no port", cure: "write tcp://\(url.shownHost):PORT")
            }
            guard url.path.isEmpty || url.path == "/" else {
                throw UsageError(
                    "\"\(text)\" has a path, which tcp does not know", cure: "use http:// or drop the path")
            }
            return .tcp(host: url.host, port: port)
        case "http+unix":
            return .server(try HTTPTarget.endpoint(scheme: scheme, URLParts(rest, of: text), &expectations))
        case "unix":
            return .unix(path: try path(rest, of: text, scheme: scheme))
        case "file":
            return .file(
                path: try path(rest, of: text, scheme: scheme), nonempty: try expectations.flag("nonempty"))
        case "exec":
            var words: [String] = []
            for word in ASCII.split(rest, at: UInt8(ascii: " ")) where !word.isEmpty {
                guard let decoded = PercentCoding.decode(word) else { throw badPercent(text) }
                guard !decoded.contains(0) else { throw zeroByte(text) }
                words.append(ASCII.string(decoded))
            }
            guard !words.isEmpty else {
                throw UsageError(
                    "\"\(text)\" has no command", cure: "write exec:COMMAND ARG…; a space within a word is %20")
            }
            return .exec(words)
        case "kube":
            return .kube(try KubeEndpoint(rest, of: text, &expectations))
        case "dns":
            return try dns(rest, text, &expectations)
        case "delay":
            return .delay(try TimeText.parse(ASCII.string(rest)))
        default:
            if let server = try ServerTarget.endpoint(scheme: scheme, rest: rest, text: text, &expectations) {
                return .server(server)
            }
            throw UsageError(
                "\"\(scheme)\" in \"\(text)\" is not a scheme that can be waited for",
                cure: "use \(schemes)")
        }
    }

    /// Every scheme, for a message.
    private static var schemes: String {
        var text = "tcp"
        for rule in ServerTarget.rules { text += ", " + rule.scheme }
        return text + ", kube, http+unix, unix, file, dns, exec or delay"
    }

    private static func dns(
        _ rest: [UInt8], _ text: String, _ expectations: inout Expectations
    ) throws(UsageError) -> Endpoint {
        let url = try URLParts(rest, of: text)
        guard url.port == nil, url.path.isEmpty else {
            throw UsageError(
                "\"\(text)\" has a port or a path, which dns does not know", cure: "write dns:\(url.shownHost)")
        }
        var types: [DNSRecordType] = []
        for word in ASCII.split(Array((expectations.take("type") ?? "A,AAAA").utf8), at: UInt8(ascii: ",")) {
            guard let type = DNSRecordType(ASCII.string(word)) else {
                throw UsageError(
                    "\"\(ASCII.string(word))\" is not a record type that can be waited for",
                    cure: "use A, AAAA, SRV, TXT or CNAME")
            }
            types.append(type)
        }
        let minimum = try expectations.number("min", in: 1...1000) ?? 1
        return .dns(name: url.host, types: types, minimum: Int(minimum))
    }

    /// `file:/run/x` and `file:///run/x` are the same path; `file://run/x` would lose its first folder.
    private static func path(_ rest: [UInt8], of text: String, scheme: String) throws(UsageError) -> String {
        let slash = UInt8(ascii: "/")
        var path = rest[...]
        if path.starts(with: [slash, slash]) {
            path = path.dropFirst(2)
            guard path.first == slash else {
                throw UsageError(
                    "\"\(text)\" names a host where \(scheme) has a path",
                    cure: "write \(scheme):///PATH with three slashes, or \(scheme):PATH")
            }
        }
        guard let decoded = PercentCoding.decode(path) else { throw badPercent(text) }
        guard !decoded.contains(0) else { throw zeroByte(text) }
        guard !decoded.isEmpty else { throw UsageError("\"\(text)\" has no path", cure: "write \(scheme):/PATH") }
        return ASCII.string(decoded)
    }

    static let carriesUser = UsageError(
        "a target carries a user or a password, which every log of the command line would show",
        cure: "leave it out: readiness rarely needs it, and http takes #basic-file= or #basic-env=")

    /// The system takes such a byte as the end of a path or a word.
    static func zeroByte(_ text: String) -> UsageError {
        UsageError("\"\(text)\" has a zero byte, which no path and no argument can have", cure: "leave out %00")
    }

    static func badPercent(_ text: String) -> UsageError {
        UsageError("\"\(text)\" has a % without two hexadecimal digits after it", cure: "write a plain % as %25")
    }

    /// The target without its query's values (users and passwords are refused), and without expectations that only
    /// say how long to wait.
    private static func displayName(scheme: String, rest: [UInt8], _ expectations: Expectations) -> String {
        var shown = rest
        // A query may carry a token; which of its values is secret cannot be known, so none is shown.
        if scheme != "exec", let query = shown.firstIndex(of: UInt8(ascii: "?")) {
            shown = Array(shown[...query]) + Array("…".utf8)
        }
        let kept = expectations.shown
        return scheme + ":" + ASCII.string(shown) + (kept.isEmpty ? "" : "#" + kept)
    }
}
