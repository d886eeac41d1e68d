/// Makes an HTTP question of a target's parts and expectations.
enum HTTPTarget {
    static func endpoint(
        scheme: String, _ url: URLParts, _ expectations: inout Expectations
    ) throws(UsageError) -> HTTPEndpoint {
        let expectation = try expectation(&expectations)
        let method = try method(&expectations)
        let isSocket = scheme == "http+unix"
        let port = url.port ?? 80
        if isSocket, url.port != nil {
            throw UsageError("a UNIX socket has no port", cure: "write http+unix://%2Frun%2Fname.sock/path")
        }
        let host = isSocket ? "localhost" : url.host
        do throws(HTTPRequest.Invalid) {
            let request = try HTTPRequest(
                method: method, host: host, port: port, path: url.path.isEmpty ? "/" : url.path,
                hostOverride: expectations.take("host"))
            return HTTPEndpoint(
                host: host, port: port, socketPath: isSocket ? url.host : nil, request: request,
                expectation: expectation)
        } catch {
            throw UsageError(error.message, cure: "write http://HOST[:PORT]/PATH, percent-encoded")
        }
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
        var json: HTTPExpectation.JSON?
        if let text = expectations.take("json") {
            let bytes = Array(text.utf8)
            let colon = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
            guard let path = JSONPath(ASCII.string(bytes[..<colon])) else {
                throw UsageError(
                    "json=\(text) does not begin with a path",
                    cure: "write such as json=status:UP or json=items[0].name:x")
            }
            json = HTTPExpectation.JSON(
                path: path, value: colon < bytes.endIndex ? ASCII.string(bytes[(colon + 1)...]) : nil)
        }
        var header: HTTPExpectation.Header?
        if let text = expectations.take("header") {
            let bytes = Array(text.utf8)
            let colon = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
            let value = colon < bytes.endIndex ? ASCII.string(bytes[(colon + 1)...]) : nil
            guard let expected = HTTPExpectation.Header(name: ASCII.string(bytes[..<colon]), value: value) else {
                throw UsageError("a header's name is not one", cure: "write such as header=X-Ready:yes")
            }
            header = expected
        }
        return HTTPExpectation(status: status, body: expectations.take("body"), json: json, header: header)
    }
}
