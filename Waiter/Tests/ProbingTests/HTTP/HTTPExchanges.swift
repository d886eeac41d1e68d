import Testing

@testable import Probing

/// Requests, responses and what a conversation makes of them, for suites that need them.
protocol HTTPExchanges {}

extension HTTPExchanges {
    func request(_ method: HTTPRequest.Method = .get) throws -> HTTPRequest {
        try HTTPRequest(method: method, host: "db", port: 80)
    }

    /// Feeds the parts, then ends the stream unless a verdict is out.
    func feed(
        _ parts: [ArraySlice<UInt8>], _ expectation: HTTPExpectation, method: HTTPRequest.Method
    ) throws -> Verdict {
        var conversation = HTTPConversation(request: try request(method), expectation: expectation)
        for part in parts {
            switch conversation.receive(part) {
            case .read: continue
            case .finish(let verdict): return verdict
            case .send, .note, .startTLS, .reconnect: Issue.record("HTTP sends only once")
            }
        }
        return conversation.closed()
    }

    func randomParts(of bytes: [UInt8], by generator: inout SplitMix64) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + Int.random(in: 0...9, using: &generator))
            parts.append(bytes[start..<end])
            start = end
        }
        return parts
    }

    /// The verdict about a response; the property that it does not depend on the split is checked each time.
    func verdict(
        _ bytes: [UInt8], _ expectation: HTTPExpectation = HTTPExpectation(), method: HTTPRequest.Method = .get,
        seed: UInt64 = 7, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Verdict {
        let whole = try feed([bytes[...]], expectation, method: method)
        let single = try feed(bytes.indices.map { bytes[$0...$0] }, expectation, method: method)
        #expect(single == whole, sourceLocation: sourceLocation)
        var generator = SplitMix64(state: seed)
        for _ in 0..<8 {
            let random = try feed(randomParts(of: bytes, by: &generator), expectation, method: method)
            #expect(random == whole, sourceLocation: sourceLocation)
        }
        return whole
    }

    func verdict(
        _ text: String, _ expectation: HTTPExpectation = HTTPExpectation(), method: HTTPRequest.Method = .get,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Verdict {
        try verdict([UInt8](text.utf8), expectation, method: method, sourceLocation: sourceLocation)
    }

    func expecting(_ path: String, _ value: String? = nil) throws -> HTTPExpectation {
        HTTPExpectation(json: .init(path: try #require(JSONPath(path)), value: value))
    }

    func ok(_ body: String) -> String {
        "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }
}
