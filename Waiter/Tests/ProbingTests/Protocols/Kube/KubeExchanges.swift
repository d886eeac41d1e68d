@testable import Probing

/// Questions, answers and what a conversation makes of them, for suites that need them.
protocol KubeExchanges {}

extension KubeExchanges {
    func question(
        _ kindAndName: String, condition: String? = nil, minimum: Int? = nil, json: HTTPExpectation.JSON? = nil
    ) throws -> KubeQuestion {
        try KubeQuestion(
            kindAndName: kindAndName, namespace: "shop", condition: condition, minimum: minimum, json: json)
    }

    func conversation(
        _ kindAndName: String, condition: String? = nil, minimum: Int? = nil, json: HTTPExpectation.JSON? = nil
    ) throws -> KubeConversation {
        KubeConversation(
            question: try question(kindAndName, condition: condition, minimum: minimum, json: json),
            host: "10.0.0.1", port: 443, token: [UInt8]("secret".utf8))
    }

    /// The head of a watch as kube-apiserver 1.36.2 sends it.
    var head: String {
        """
        HTTP/1.1 200 OK\r
        Audit-Id: 09b5b568-b393-4a60-8c4b-9a5144920a39\r
        Cache-Control: no-cache, private\r
        Content-Type: application/json\r
        Date: Wed, 25 Nov 2026 13:23:24 GMT\r
        Connection: close\r
        Transfer-Encoding: chunked\r
        \r

        """
    }

    /// An event as one chunk, as Go's server sends it: a line of JSON.
    func chunk(_ event: String) -> [UInt8] {
        var line: [UInt8] = []
        for part in event.split(separator: "\n") { line += part.utf8.drop { $0 == 0x20 } }
        line.append(0x0A)
        return [UInt8]("\(String(line.count, radix: 16))\r\n".utf8) + line + [0x0D, 0x0A]
    }

    /// A watch of these events that goes on, or that the server ends.
    func watch(_ events: [String], ends: Bool = false) -> [UInt8] {
        [UInt8](head.utf8) + events.flatMap { chunk($0) } + [UInt8]((ends ? "0\r\n\r\n" : "").utf8)
    }

    /// A watch with one object, ended by the server.
    func watch(object: String) -> [UInt8] {
        watch([#"{"type":"ADDED","object":\#(object)}"#], ends: true)
    }
}
