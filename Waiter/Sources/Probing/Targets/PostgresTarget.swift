/// Makes a question for PostgreSQL: `postgres://host[:port][/database]#user=&tls=`.
enum PostgresTarget {
    static func endpoint(
        _ url: URLParts, _ port: UInt16, _ options: TLSOptions, _ text: String, _ expectations: inout Expectations
    ) throws(UsageError) -> ServerEndpoint {
        guard let path = PercentCoding.decode(url.path.utf8.dropFirst()),
            !path.contains(0), !path.contains(UInt8(ascii: "/")), !path.contains(UInt8(ascii: "?"))
        else {
            throw UsageError(
                "\"\(text)\" does not end in the name of a database", cure: "write postgres://HOST[:PORT][/DATABASE]")
        }
        let user = expectations.take("user") ?? "holdfast-waiter"
        guard !user.isEmpty, !user.utf8.contains(0) else {
            throw UsageError("user= is not a name", cure: "write #user=NAME, or leave it out")
        }
        var tls = options
        let mode: PostgresTLS
        switch expectations.take("tls") {
        case "disable": mode = .disable
        case "prefer", nil:
            mode = .prefer
            tls.needsNoAuthorities = true
        case "require", "":
            mode = .require
            tls.needsNoAuthorities = true
        case "verify": mode = .require
        case .some(let other):
            throw UsageError(
                "tls=\(other) is not a way to speak with PostgreSQL", cure: "use disable, prefer, require or verify")
        }
        var endpoint = ServerEndpoint(
            place: .inet(host: url.host, port: url.port ?? port),
            question: .postgres(tls: mode, user: user, database: path.isEmpty ? "postgres" : ASCII.string(path)))
        endpoint.tls = tls
        return endpoint
    }
}
