import Testing

@testable import Probing

@Suite struct JSONPathTests: HTTPExchanges {
    private let body = #"""
        {"status":"UP","data":{"state":[1,-2.50e+3,{"deep":null}]},"components":{"a.b":{"status":true},"q\"":0},
         "text":"a\n\"\\\/\u00e4\ud83d\ude00\ud800x","twice":{"a":1},"twice":{"b":2},"":false, "empty":[{},[]]}
        """#

    private func find(_ path: String, in text: String) throws -> JSONValue {
        try JSONPathReader.value(at: try #require(JSONPath(path)), in: [UInt8](text.utf8))
    }

    @Test(
        arguments: [
            ("status", .string([UInt8]("UP".utf8))), ("data", .object), ("data.state", .array),
            ("data.state[0]", .number([UInt8]("1".utf8))), ("data.state[1]", .number([UInt8]("-2.50e+3".utf8))),
            ("data.state[2].deep", .null), ("data.state[3]", .missing), ("data.state.0", .missing),
            ("status.x", .missing),
            ("components[\"a.b\"].status", .bool(true)), ("components[\"q\\\"\"]", .number([0x30])),
            ("text", .string([UInt8]("a\n\"\\/ä😀\u{FFFD}x".utf8))),
            ("twice.b", .number([0x32])), ("twice.a", .missing),
            ("[\"\"]", .bool(false)), ("[0]", .missing), ("empty[0]", .object), ("empty[1]", .array),
            ("nothing", .missing),
        ] as [(String, JSONValue)])
    func finds(path: String, value: JSONValue) throws {
        #expect(try find(path, in: body) == value)
    }

    @Test(arguments: [
        "", ".", "a.", ".a", "a..b", "a[", "a[]", "a[x]", "a[-1]", "a[0]b", "a.[0]", "a]", "a\"b", "[\"a", "[\"a\"",
        "[\"\\n\"]", "a[99999999999999999999]",
    ])
    func refusesPaths(text: String) {
        #expect(JSONPath(text) == nil)
    }

    @Test(arguments: [
        "", " ", "{", "[", "{]", "[1,]", "{\"a\":1,}", "{a:1}", "{\"a\" 1}", "01", "1.", ".5", "+1", "-", "1e", "tru",
        "True", "nul",
        "\"a", "\"\t\"", "\"\\x\"", "\"\\u12g4\"", "\"\\", "\"\\u", "1 2", "{} x", "NaN", "'a'", "<html>", "[1 2]",
        "\"\\ud800\\u12\"",
    ])
    func refusesWhatIsNotJSON(text: String) throws {
        #expect(try verdict(ok(text.isEmpty ? " " : text), expecting("a")) == .notReady("the body is not JSON"))
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22],
        ] as [[UInt8]])
    func refusesWhatIsNotUTF8(bytes: [UInt8]) throws {
        let path = try #require(JSONPath("a"))
        #expect(throws: JSONPathReader.Failure.notJSON(offset: 1)) { try JSONPathReader.value(at: path, in: bytes) }
    }

    @Test func limitsTheDepth() throws {
        let path = try #require(JSONPath(String(repeating: "[0]", count: 64)))
        let fits = String(repeating: "[", count: 64) + "7" + String(repeating: "]", count: 64)
        #expect(try JSONPathReader.value(at: path, in: [UInt8](fits.utf8)) == .number([0x37]))
        #expect(JSONPath(String(repeating: "[0]", count: 65)) == nil)
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: JSONPathReader.Failure.tooDeep) { try JSONPathReader.value(at: path, in: [UInt8](deep.utf8)) }
        #expect(
            try verdict(ok("[\(fits)]"), expecting("a")) == .notReady("the body is JSON nested deeper than 64 levels"))
    }

    @Test func ignoresAByteOrderMark() throws {
        #expect(try find("a", in: "\u{FEFF}{\"a\":1}") == .number([0x31]))
    }
}
