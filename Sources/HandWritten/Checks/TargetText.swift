import Probing

/// Writes targets in Holdfast's grammar.
enum TargetText {
    /// Stands for what is not known: no manifest has this character.
    static let unknown = "\u{FFFC}"
    /// Stands for the pod's own namespace.
    static let namespace = "\u{FFFB}"

    static func server(_ scheme: String, _ host: String, _ port: String?, suffix: String = "") -> WaitTarget {
        let host = localHost(host)
        let isKnown = !host.isEmpty && !host.contains(unknown) && !host.contains(namespace)
        let hasPort = port.map { !$0.contains(unknown) } ?? true
        guard isKnown, hasPort, !suffix.contains(unknown) else {
            return WaitTarget(host: isKnown ? host : nil, port: port.flatMap { Int($0) })
        }
        let shown = host.utf8.contains(UInt8(ascii: ":")) && !host.hasPrefix("[") ? "[\(host)]" : host
        let text = scheme + "://" + shown + (port.map { ":" + $0 } ?? "") + suffix
        return WaitTarget(meant: valid(text), host: host, port: port.flatMap { Int($0) })
    }

    static func tcp(_ host: String, _ port: String) -> WaitTarget { server("tcp", host, port) }

    static func dns(_ name: String) -> WaitTarget {
        let host = localHost(name)
        if host.contains(unknown) || host.contains(namespace) { return .unknown }
        return WaitTarget(meant: valid("dns:" + host), host: host)
    }

    static func file(_ path: String, suffix: String = "") -> WaitTarget {
        path.contains(unknown) || !path.hasPrefix("/") ? .unknown : WaitTarget(meant: valid("file:" + path + suffix))
    }

    static func other(_ text: String) -> WaitTarget {
        text.contains(unknown) || text.contains(namespace) ? .unknown : WaitTarget(meant: valid(text))
    }

    /// `db:5432`, `tcp://db:5432/x` in two; the port is `nil` when there is none.
    static func hostAndPort(_ text: String) -> (host: String, port: String?) {
        var rest = Array(text.utf8)[...]
        if let scheme = rest.firstIndex(of: UInt8(ascii: ":")), rest[scheme...].starts(with: "://".utf8) {
            rest = rest[(scheme + 3)...]
        }
        if let at = rest.firstIndex(of: UInt8(ascii: "@")) { rest = rest[(at + 1)...] }
        rest = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        if rest.first == UInt8(ascii: "["), let end = rest.firstIndex(of: UInt8(ascii: "]")) {
            let host = String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self)
            let tail = rest[(end + 1)...].dropFirst()
            return (host, tail.isEmpty ? nil : String(decoding: tail, as: UTF8.self))
        }
        guard let colon = rest.lastIndex(of: UInt8(ascii: ":")) else {
            return (String(decoding: rest, as: UTF8.self), nil)
        }
        return (
            String(decoding: rest[..<colon], as: UTF8.self), String(decoding: rest[(colon + 1)...], as: UTF8.self)
        )
    }

    /// A name in the pod's own namespace is the name alone: the resolver's search list says the same.
    private static func localHost(_ host: String) -> String {
        for ending in [".svc.cluster.local.", ".svc.cluster.local", ".svc", ""]
        where host.hasSuffix("." + namespace + ending) {
            return String(host.dropLast(ending.count + 2))
        }
        return host
    }

    /// The text, if the waiter would take it. Variables of Kubernetes stand for whatever they will be.
    static func valid(_ text: String) -> String? {
        var sample = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "$") {
            let behind = rest[rest.index(after: start)...]
            guard behind.first == "(", let end = behind.firstIndex(of: ")") else { return nil }
            sample += rest[..<start]
            // A digit is right in a port, a letter in a name.
            sample += sample.hasSuffix(":") ? "1" : "x"
            rest = rest[rest.index(after: end)...]
        }
        sample += rest
        do throws(UsageError) {
            _ = try TargetParser.parse(sample)
            return text
        } catch {
            return nil
        }
    }

    /// As an expectation's value: RFC 3986's unreserved characters and slashes stay.
    static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            let isPlain =
                (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
                || "-._~/:$()".utf8.contains(byte)
            if isPlain {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                encoded += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}
