/// What a response must be like; all of it must hold.
public struct HTTPExpectation: Equatable, Sendable {
    /// A value in a JSON body.
    public struct JSON: Equatable, Sendable {
        let path: JSONPath
        let value: [UInt8]?

        /// Expects a scalar whose text is `value`: a string's content, or a number, `true`, `false`, `null` as written.
        ///
        /// Without a value it is enough that the path leads to anything but `null` and `false`.
        public init(path: JSONPath, value: String?) {
            self.path = path
            self.value = value.map { [UInt8]($0.utf8) }
        }
    }

    /// A header field.
    public struct Header: Equatable, Sendable {
        let name: [UInt8]
        let value: [UInt8]?

        /// Expects a field (RFC 9110 section 5.1: names without regard to case) whose trimmed value is `value`;
        /// without a value any will do. Nil where the name is not a token.
        public init?(name: String, value: String?) {
            let bytes = [UInt8](name.utf8)
            guard HTTPBytes.isToken(bytes[...]) else { return nil }
            self.name = bytes
            self.value = value.map { [UInt8](HTTPBytes.trim([UInt8]($0.utf8)[...])) }
        }
    }

    let status: StatusSet
    let body: [UInt8]?
    let json: JSON?
    let header: Header?

    /// Expects a status, and optionally that the body contains some bytes, a JSON value and a header.
    public init(
        status: StatusSet = .kubelet, body: String? = nil, json: JSON? = nil, header: Header? = nil
    ) {
        self.status = status
        self.body = body.map { [UInt8]($0.utf8) }
        self.json = json
        self.header = header
    }

    var needsBody: Bool { body != nil || json != nil }

    /// Why the head is not as expected; nil where it is.
    func objection(to head: HTTPResponseHead) -> String? {
        guard status.contains(head.status) else {
            return head.reason.isEmpty
                ? "HTTP \(head.status)" : "HTTP \(head.status) \(ShownText.plain(head.reason[...]))"
        }
        guard let header else { return nil }
        let name = ShownText.plain(header.name[...])
        let values = head.values(of: header.name[...])
        guard !values.isEmpty else { return text("there is no header \(name)") }
        guard let wanted = header.value else { return nil }
        // RFC 9110 section 5.3: repeated fields mean the same as one field with a list.
        let list = [UInt8](values.joined(separator: [0x2C, 0x20]))
        if list == wanted || values.contains(wanted) { return nil }
        return text("header \(name) is \(ShownText.quoted(list[...])), not \(ShownText.quoted(wanted[...]))")
    }

    /// Why the body is not as expected; nil where it is.
    func objection(to content: [UInt8]) -> String? {
        if let body, !HTTPBytes.contains(content, body) {
            return text("the body does not contain \(ShownText.quoted(body[...]))")
        }
        guard let json else { return nil }
        if content.isEmpty { return "the body is empty, not JSON" }
        do throws(JSONPathReader.Failure) {
            return json.objection(to: try JSONPathReader.value(at: json.path, in: content))
        } catch {
            switch error {
            case .notJSON: return "the body is not JSON"
            case .tooDeep: return text("the body is JSON nested deeper than \(JSONPathReader.depthLimit) levels")
            }
        }
    }
}

extension HTTPExpectation.JSON {
    /// Why the value is not as expected; nil where it is.
    func objection(to found: JSONValue) -> String? {
        let name = ShownText.plain(path.text[...])
        let (scalar, shown): ([UInt8]?, String)
        switch found {
        case .missing: return text("\(name) is missing in the body")
        case .null: (scalar, shown) = ([UInt8]("null".utf8), "null")
        case .bool(let flag): (scalar, shown) = ([UInt8]((flag ? "true" : "false").utf8), flag ? "true" : "false")
        case .number(let text): (scalar, shown) = (text, ShownText.plain(text[...]))
        case .string(let text): (scalar, shown) = (text, ShownText.quoted(text[...]))
        case .array: (scalar, shown) = (nil, "an array")
        case .object: (scalar, shown) = (nil, "an object")
        }
        guard let value else {
            return found == .null || found == .bool(false) ? "\(name) is \(shown)" : nil
        }
        return scalar == value ? nil : "\(name) is \(shown), not \(ShownText.quoted(value[...]))"
    }
}
