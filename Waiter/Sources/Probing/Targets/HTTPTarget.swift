/// Makes an HTTP question of a target's parts and expectations.
enum HTTPTarget {
    static let expectations =
        "status, body, json, header, method, host, basic-file, basic-env, bearer-file, bearer-env"

    static func endpoint(
        scheme: String, _ url: URLParts, _ expectations: inout Expectations
    ) throws(UsageError) -> ServerEndpoint {
        let isDefault = expectations.has("status") == false
        let expectation = try expectation(&expectations)
        let method = try method(&expectations)
        let isSocket = scheme == "http+unix"
        let isSecure = scheme == "https"
        let port = url.port ?? (isSecure ? 443 : 80)
        if isSocket, url.port != nil {
            throw UsageError("a UNIX socket has no port", cure: "write http+unix://%2Frun%2Fname.sock/path")
        }
        let host = isSocket ? "localhost" : url.host
        let request: HTTPRequest
        do throws(HTTPRequest.Invalid) {
            request = try HTTPRequest(
                method: method, host: host, port: port, path: url.path.isEmpty ? "/" : url.path,
                hostOverride: expectations.take("host"), defaultPort: isSecure ? 443 : 80)
        } catch {
            throw UsageError(Phrase(error.message), cure: "write \(scheme)://HOST[:PORT]/PATH, percent-encoded")
        }
        let question = HTTPQuestion(
            .init(request: request, expectation: expectation), followsRedirects: isDefault,
            credential: try credential(&expectations))
        var endpoint = ServerEndpoint(
            place: isSocket ? .socket(path: url.host) : .inet(host: host, port: port), question: .http(question))
        endpoint.startsWithTLS = isSecure
        return endpoint
    }

    /// Who one is: named by file or variable, never by the secret itself.
    static func credential(_ expectations: inout Expectations) throws(UsageError) -> Credential? {
        var found: Credential?
        for (key, scheme) in [("basic", Credential.Scheme.basic), ("bearer", .bearer)] {
            for (suffix, isFile) in [("-file", true), ("-env", false)] {
                guard let value = expectations.take(key + suffix) else { continue }
                guard !value.isEmpty else {
                    throw UsageError(
                        "\(key)\(suffix) names nothing", cure: "write #\(key)-file=PATH or #\(key)-env=VARIABLE")
                }
                guard found == nil else {
                    throw UsageError(
                        "a target says in two ways who one is", cure: "keep one of basic-… and bearer-…")
                }
                found = Credential(scheme: scheme, source: isFile ? .file(value) : .variable(value))
            }
        }
        return found
    }

    private static func method(_ expectations: inout Expectations) throws(UsageError) -> HTTPRequest.Method {
        switch expectations.take("method") {
        case nil, "GET": return .get
        case "HEAD": return .head
        case .some(let other):
            throw UsageError("method=\(other) would not be a safe question", cure: "use GET or HEAD")
        }
    }

    private static func expectation(_ expectations: inout Expectations) throws(UsageError) -> HTTPExpectation {
        var status = StatusSet.kubelet
        if let text = expectations.take("status") {
            guard let set = StatusSet(text) else {
                throw UsageError(
                    "status=\(text) is not a set of HTTP statuses", cure: "write such as 200 or 200,204,500-599")
            }
            status = set
        }
        let json = try json(&expectations)
        var header: HTTPExpectation.Header?
        if let text = expectations.take("header") {
            let (name, value) = pair(text)
            guard let expected = HTTPExpectation.Header(name: name, value: value) else {
                throw UsageError("a header's name is not one", cure: "write such as header=X-Ready:yes")
            }
            header = expected
        }
        return HTTPExpectation(status: status, body: expectations.take("body"), json: json, header: header)
    }

    static func json(_ expectations: inout Expectations) throws(UsageError) -> HTTPExpectation.JSON? {
        guard let text = expectations.take("json") else { return nil }
        let (name, value) = pair(text)
        guard let path = JSONPath(name) else {
            throw UsageError(
                "json=\(text) does not begin with a path",
                cure: "write such as json=status:UP or json=items[0].name:x")
        }
        return HTTPExpectation.JSON(path: path, value: value)
    }

    /// `name:value`, or a name alone.
    private static func pair(_ text: String) -> (name: String, value: String?) {
        let bytes = Array(text.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return (text, nil) }
        return (ASCII.string(bytes[..<colon]), ASCII.string(bytes[(colon + 1)...]))
    }
}
