/// Targets of checks over HTTP.
enum HTTPTargetText {
    /// The target of a URL as curl and wget take it, where `http://` may be left out. Users are left out: the waiter
    /// takes none in a target.
    static func target(_ url: String) -> WaitTarget {
        var text = url
        var scheme = "http"
        if let range = position(of: "://", in: url) {
            scheme = String(url[..<range]).lowercased()
            text = String(url[url.index(range, offsetBy: 3)...])
        }
        if let hash = text.firstIndex(of: "#") { text = String(text[..<hash]) }
        let end = text.firstIndex { $0 == "/" || $0 == "?" } ?? text.endIndex
        let (host, port) = TargetText.hostAndPort(String(text[..<end]))
        var path = String(text[end...])
        if path.hasPrefix("?") { path = "/" + path }
        switch scheme {
        case "http", "https": return TargetText.server(scheme, host, port, suffix: path)
        case "telnet", "tcp": return TargetText.server("tcp", host, port)
        default: return WaitTarget(host: host.contains(TargetText.unknown) ? nil : host, port: port.flatMap { Int($0) })
        }
    }

    /// The target with what the answer must be.
    static func settled(_ target: WaitTarget, _ http: HTTPCheck) -> WaitTarget {
        guard let meant = target.meant, meant.hasPrefix("http") else { return target }
        var expectations: [String] = []
        if !http.statuses.isEmpty {
            expectations.append("status=" + http.statuses.map(\.description).joined(separator: ","))
        }
        if let body = http.body, !body.isEmpty, !body.contains(TargetText.unknown) {
            expectations.append("body=" + TargetText.encoded(body))
        }
        if let json = http.json { expectations.append("json=" + TargetText.encoded(json)) }
        if http.ignoresCertificate, meant.hasPrefix("https:") { expectations.append("insecure") }
        var settled = target
        settled.meant = joined(meant, expectations)
        if !http.countsStatus, http.body == nil, http.json == nil {
            settled.checked = joined(meant, ["status=100-599"] + expectations.filter { $0 == "insecure" })
        }
        return settled
    }

    private static func joined(_ text: String, _ expectations: [String]) -> String? {
        expectations.isEmpty ? text : TargetText.valid(text + "#" + expectations.joined(separator: "&"))
    }

    private static func position(of mark: String, in text: String) -> String.Index? {
        text.indices.first { text[$0...].hasPrefix(mark) }
    }
}
