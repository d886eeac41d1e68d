import Testing

@testable import Manifests

/// JSON Patch (RFC 6902): carried out and read.
@Suite struct JSONPatchTests {
    private func value(_ text: String) throws -> Value {
        Value(try #require(try YAML.parse(text, name: "f.json").first).root)
    }

    private func patch(_ text: String) throws -> JSONPatch { try JSONPatch(try value(text)) }

    // MARK: The RFC's examples

    /// Appendix A: name, document, patch, result.
    static let examples: [(String, String, String, String)] = [
        ("A.1", #"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz","value":"qux"}]"#, #"{"baz":"qux","foo":"bar"}"#),
        (
            "A.2", #"{"foo":["bar","baz"]}"#, #"[{"op":"add","path":"/foo/1","value":"qux"}]"#,
            #"{"foo":["bar","qux","baz"]}"#
        ),
        ("A.3", #"{"baz":"qux","foo":"bar"}"#, #"[{"op":"remove","path":"/baz"}]"#, #"{"foo":"bar"}"#),
        ("A.4", #"{"foo":["bar","qux","baz"]}"#, #"[{"op":"remove","path":"/foo/1"}]"#, #"{"foo":["bar","baz"]}"#),
        (
            "A.5", #"{"baz":"qux","foo":"bar"}"#, #"[{"op":"replace","path":"/baz","value":"boo"}]"#,
            #"{"baz":"boo","foo":"bar"}"#
        ),
        (
            "A.6", #"{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}"#,
            #"[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]"#,
            #"{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}"#
        ),
        (
            "A.7", #"{"foo":["all","grass","cows","eat"]}"#, #"[{"op":"move","from":"/foo/1","path":"/foo/3"}]"#,
            #"{"foo":["all","cows","eat","grass"]}"#
        ),
        (
            "A.8", #"{"baz":"qux","foo":["a",2,"c"]}"#,
            #"[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]"#,
            #"{"baz":"qux","foo":["a",2,"c"]}"#
        ),
        (
            "A.10", #"{"foo":"bar"}"#, #"[{"op":"add","path":"/child","value":{"grandchild":{}}}]"#,
            #"{"foo":"bar","child":{"grandchild":{}}}"#
        ),
        (
            "A.11", #"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz","value":"qux","xyz":123}]"#,
            #"{"foo":"bar","baz":"qux"}"#
        ),
        ("A.14", #"{"/":9,"~1":10}"#, #"[{"op":"test","path":"/~01","value":10}]"#, #"{"/":9,"~1":10}"#),
        (
            "A.16", #"{"foo":["bar"]}"#, #"[{"op":"add","path":"/foo/-","value":["abc","def"]}]"#,
            #"{"foo":["bar",["abc","def"]]}"#
        ),
        ("copy", #"{"a":[1]}"#, #"[{"op":"copy","from":"/a","path":"/a/0"}]"#, #"{"a":[[1],1]}"#),
        ("whole", #"{"a":1}"#, #"[{"op":"add","path":"","value":[2]},{"op":"test","path":"","value":[2]}]"#, "[2]"),
        ("add sets", #"{"a":1,"b":2}"#, #"[{"op":"add","path":"/a","value":null}]"#, #"{"a":null,"b":2}"#),
        ("onto itself", #"{"a":1}"#, #"[{"op":"move","from":"/a","path":"/a"}]"#, #"{"a":1}"#),
        ("no op", #"{"a":1}"#, "[]", #"{"a":1}"#),
    ]

    @Test(arguments: examples) func exampleIsCarriedOut(
        _ example: (name: String, document: String, patch: String, result: String)
    ) throws {
        let result = try patch(example.patch).applied(to: try value(example.document))
        #expect(result.sorted == (try value(example.result)).sorted, "\(example.name)")
    }

    /// Document, patch, message.
    static let failures: [(String, String, String)] = [
        // A.9, A.12 and A.15
        (#"{"baz":"qux"}"#, #"[{"op":"test","path":"/baz","value":"bar"}]"#, #"0: "/baz" is "qux", not "bar""#),
        (
            #"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz/bat","value":"qux"}]"#,
            #"0: there is no "/baz/bat": the key "baz" is missing"#
        ),
        (#"{"/":9,"~1":10}"#, #"[{"op":"test","path":"/~01","value":"10"}]"#, #"0: "/~01" is 10, not "10""#),
        // Indexes
        (
            "[1]", #"[{"op":"remove","path":"/0"},{"op":"remove","path":"/0"}]"#,
            #"1: the index 0 in "/0" is beyond the end: the list is empty"#
        ),
        (
            "[1]", #"[{"op":"add","path":"/2","value":1}]"#,
            #"0: the index 2 in "/2" is beyond the end: the list has 1 item"#
        ),
        (
            "[1,2]", #"[{"op":"replace","path":"/2","value":1}]"#,
            #"0: the index 2 in "/2" is beyond the end: the list has 2 items"#
        ),
        (
            "[1,2]", #"[{"op":"test","path":"/99999999999999999999","value":1}]"#,
            #"0: the index 99999999999999999999 in "/99999999999999999999" is beyond the end: the list has 2 items"#
        ),
        ("[1,2]", #"[{"op":"remove","path":"/01"}]"#, #"0: "01" in "/01" is no index: an index has no leading zero"#),
        ("[1,2]", #"[{"op":"remove","path":"/-1"}]"#, #"0: "-1" in "/-1" is no index: a list has indexes, not keys"#),
        ("[1,2]", #"[{"op":"remove","path":"/"}]"#, #"0: "" in "/" is no index: a list has indexes, not keys"#),
        ("[1,2]", #"[{"op":"remove","path":"/+1"}]"#, #"0: "+1" in "/+1" is no index: a list has indexes, not keys"#),
        ("[1]", #"[{"op":"remove","path":"/-"}]"#, #"0: there is no "/-": "-" is the place behind the last item"#),
        (
            "[[1]]", #"[{"op":"add","path":"/-/0","value":1}]"#,
            #"0: there is no "/-/0": "-" is the place behind the last item"#
        ),
        // Places
        (#"{"a":1}"#, #"[{"op":"remove","path":"/b"}]"#, #"0: there is no "/b": the key "b" is missing"#),
        (#"{"a":1}"#, #"[{"op":"replace","path":"/b","value":1}]"#, #"0: there is no "/b": the key "b" is missing"#),
        (#"{"a":1}"#, #"[{"op":"test","path":"/b","value":null}]"#, #"0: there is no "/b": the key "b" is missing"#),
        (#"{"a":1}"#, #"[{"op":"copy","from":"/b","path":"/c"}]"#, #"0: there is no "/b": the key "b" is missing"#),
        (#"{"a":1}"#, #"[{"op":"move","from":"/b","path":"/b"}]"#, #"0: there is no "/b": the key "b" is missing"#),
        (#"{"a":1}"#, #"[{"op":"remove","path":"/a/b"}]"#, #"0: there is no "/a/b": 1 has no "b""#),
        (
            #"{"a":"x"}"#, #"[{"op":"add","path":"/a/b","value":1}]"#,
            #"0: nothing can be added at "/a/b": its parent is "x""#
        ),
        (#"{"a":1}"#, #"[{"op":"remove","path":""}]"#, #"0: the whole value, "", cannot be taken away"#),
        (
            #"{"a":{"b":1}}"#, #"[{"op":"move","from":"/a","path":"/a/b"}]"#,
            #"0: cannot move "/a" into itself, to "/a/b""#
        ),
        // Composed é and decomposed é are different keys.
        (
            "{\"\u{E9}\":1}", "[{\"op\":\"remove\",\"path\":\"/e\u{301}\"}]",
            "0: there is no \"/e\u{301}\": the key \"e\u{301}\" is missing"
        ),
    ]

    @Test(arguments: failures) func whatDoesNotFitIsRefused(
        _ failure: (document: String, patch: String, message: String)
    ) throws {
        let document = try value(failure.document)
        let patch = try patch(failure.patch)
        let error = #expect(throws: PatchError.self) { _ = try patch.applied(to: document) }
        #expect(error?.text == "operation " + failure.message)
    }

    @Test func copiesCannotExhaustMemory() throws {
        let copy = JSONPatch.Operation.copy(from: JSONPointer(), path: JSONPointer(tokens: ["-"]))
        let doubling = JSONPatch(operations: [copy] + [copy] + Array(repeating: copy, count: 60))
        let error = #expect(throws: PatchError.self) { _ = try doubling.applied(to: .sequence([.int(1)])) }
        #expect(error?.message == "\"/-\" would make more than 1000000 copied values")
        let nesting = JSONPatch.Operation.move(from: JSONPointer(tokens: ["a"]), path: JSONPointer(tokens: ["b", "a"]))
        let nest = JSONPatch(
            operations: Array(
                repeating: [
                    .add(path: JSONPointer(tokens: ["b"]), .mapping([])), nesting,
                    .move(from: JSONPointer(tokens: ["b"]), path: JSONPointer(tokens: ["a"])),
                ], count: 300
            ).flatMap { $0 })
        let deep = #expect(throws: PatchError.self) { _ = try nest.applied(to: try value("{a: 1}")) }
        #expect(deep?.message == "the value for \"/b/a\" would nest more than 256 deep")
    }

    // MARK: Reading

    static let unreadable: [(String, String)] = [
        ("{}", "a JSON Patch is a list of operations, not a mapping"),
        ("[1]", "operation 0: an operation is a mapping with \"op\" and \"path\", not 1"),
        (#"[{"path":"/a"}]"#, #"operation 0: "op" is missing"#),
        (#"[{"op":"remove"}]"#, #"operation 0: "path" is missing"#),
        (#"[{"op":"remove","path":3}]"#, #"operation 0: "path" must be a text, not 3"#),
        (#"[{"op":null,"path":""}]"#, #"operation 0: "op" must be a text, not null"#),
        (#"[{"op":"add","path":"/a"}]"#, #"operation 0: "value" is missing at "/a""#),
        (#"[{"op":"move","path":"/a"}]"#, #"operation 0: "from" is missing"#),
        (
            #"[{"op":"remove","path":"/a"},{"op":"delete","path":"/a"}]"#,
            #"operation 1: "delete" at "/a" is none of add, remove, replace, move, copy and test"#
        ),
        (#"[{"op":"remove","path":"a"}]"#, #"operation 0: the path "a" does not begin with "/""#),
        (#"[{"op":"remove","path":"/a~2"}]"#, #"operation 0: the path "/a~2" has a "~" that neither 0 nor 1 follows"#),
        (#"[{"op":"remove","path":"/a~"}]"#, #"operation 0: the path "/a~" has a "~" that neither 0 nor 1 follows"#),
    ]

    @Test(arguments: unreadable) func whatIsNoPatchIsRefused(_ text: String, _ message: String) throws {
        let list = try value(text)
        let error = #expect(throws: PatchError.self) { _ = try JSONPatch(list) }
        #expect(error?.text == message)
    }

    @Test func sizeAndDepthAreBounded() throws {
        let remove = try value(#"{"op":"remove","path":"/a"}"#)
        #expect(throws: Never.self) { try JSONPatch(.sequence(Array(repeating: remove, count: 10_000))) }
        #expect(throws: PatchError.self) { try JSONPatch(.sequence(Array(repeating: remove, count: 10_001))) }
        func nested(_ depth: Int) -> Value {
            let value = (0..<depth).reduce(Value.null) { value, _ in .sequence([value]) }
            return .sequence([.fields(("op", .string("add")), ("path", .string("/a")), ("value", value))])
        }
        #expect(throws: Never.self) { try JSONPatch(nested(256)) }
        #expect(throws: PatchError.self) { try JSONPatch(nested(257)) }
    }

    /// A.13: JSON with the same key twice never gets as far as a patch.
    @Test func doubleMembersAreRefused() {
        let text = #"[{"op":"add","path":"/baz","value":"qux","op":"remove"}]"#
        #expect(throws: ParseError.self) { try YAML.parse(text, name: "f.json") }
    }

    @Test(arguments: [
        ("", []), ("/", [""]), ("/a~1b/0", ["a/b", "0"]), ("/~01", ["~1"]), ("//", ["", ""]),
        ("/\u{301}/x", ["\u{301}", "x"]),
    ]) func pointersAreReadAndWritten(_ text: String, _ tokens: [String]) throws {
        let pointer = try JSONPointer(text)
        #expect(pointer.tokens == tokens)
        #expect(Array(pointer.text.utf8) == Array(text.utf8))
    }
}
