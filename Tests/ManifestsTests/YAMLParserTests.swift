import Testing

@testable import Manifests

@Suite("YAML parser")
struct YAMLParserTests {
    /// The root of a text that holds exactly one document.
    func root(_ text: String) throws -> Node {
        let documents = try YAML.parse(text, name: "test")
        try #require(documents.count == 1)
        return documents[0].root
    }

    /// The error a text is refused with.
    func refusal(_ text: String, limits: Limits = Limits()) -> ParseError? {
        do throws(ParseError) {
            _ = try YAML.parse(Source(name: "test", text: text), limits: limits)
            return nil
        } catch {
            return error
        }
    }

    func refusal(bytes: [UInt8]) -> ParseError? {
        do throws(ParseError) {
            _ = try YAML.parse(Source(name: "test", bytes: bytes))
            return nil
        } catch {
            return error
        }
    }

    /// A node's own bytes.
    func written(_ node: Node) -> String {
        String(decoding: node.source.bytes[node.range], as: UTF8.self)
    }

    // MARK: Documents

    @Test func documentsAreSplitAndEmptyOnesSkipped() throws {
        let documents = try YAML.parse("# c\n---\na: 1\n---\n# none\n---\nb: 2\n...\n---\n", name: "test")
        #expect(documents.map(\.index) == [0, 1])
        #expect(documents[0].root["a"]?.scalar == .int(1))
        #expect(documents[1].root["b"]?.scalar == .int(2))
        #expect(documents[0].range == 4..<13)
        #expect(documents[1].range == 24..<37)
    }

    @Test(arguments: ["", "\n\n", "# only a comment", "---\n", "---\n---\n", "\u{FEFF}", "---"])
    func textsWithoutContentHaveNoDocuments(_ text: String) throws {
        #expect(try YAML.parse(text, name: "test").isEmpty)
    }

    @Test func directivesAndByteOrderMarkAreAccepted() throws {
        let node = try root("\u{FEFF}%YAML 1.2\n%TAG !e! tag:x,2000:\n---\na: b\n")
        #expect(node["a"]?.text == "b")
        #expect(refusal("%YAML 2.0\n---\na: b\n")?.message == "unsupported %YAML version")
        #expect(refusal("%YAML 1.2\na: b\n")?.location == Location(line: 1, column: 1))
    }

    @Test func contentOnTheMarkerLine() throws {
        let texts = try YAML.parse("--- a\n--- 'b'\n--- |\n c\n--- [d]\n", name: "test").map(\.root)
        #expect(texts.map(\.text) == ["a", "b", "c\n", ""])
        #expect(refusal("--- a: b\n")?.location == Location(line: 1, column: 6))
    }

    // MARK: Locations and ranges

    @Test func locationsCountScalarsAndIgnoreTheByteOrderMark() throws {
        let node = try root("\u{FEFF}é: ü\r\nb: \"ä\" # c\r\n")
        #expect(node.location == Location(line: 1, column: 1))
        #expect(node["é"]?.location == Location(line: 1, column: 4))
        #expect(node["b"]?.location == Location(line: 2, column: 4))
    }

    @Test func locationsBeyondTheFirstBlockAreExact() {
        let line = "0123456789abcdé\n"
        let source = Source(name: "test", text: String(repeating: line, count: 2000))
        for number in [0, 255, 256, 257, 1234, 1999] {
            #expect(source.location(ofByte: number * 17 + 16) == Location(line: number + 1, column: 16))
        }
        #expect(source.location(ofByte: 34000) == Location(line: 2001, column: 1))
        #expect(source.location(ofByte: 99999) == Location(line: 2001, column: 1))
        #expect(Source(name: "test", text: "a\rb\r\nc").location(ofByte: 5) == Location(line: 3, column: 1))
    }

    @Test func rangesAreTheNodesOwnBytes() throws {
        let node = try root("a: &x !!str  foo  # c\nb:\n  - 'q'\n  - [1, 2]\nc: |\n  t\n\nd:\n")
        #expect(node["a"].map(written) == "foo")
        #expect(node["b"].map(written) == "- 'q'\n  - [1, 2]")
        #expect(node["b"]?.items.map(written) == ["'q'", "[1, 2]"])
        #expect(node["c"].map(written) == "|\n  t")
        #expect(node["d"]?.range == 56..<56)
        #expect(node.range == 0..<56)
    }

    // MARK: Block structure

    @Test func sequencesMayStandAtTheColumnOfTheirKey() throws {
        let node = try root("a:\n- 1\n- b: 2\n  c: 3\nd:\n  - - x\n    - y\n")
        #expect(node["a"]?.items[1]["c"]?.scalar == .int(3))
        #expect(node["d"]?.items[0].items.map(\.text) == ["x", "y"])
    }

    @Test func commentsMayStandAnywhere() throws {
        let node = try root("a:   # one\n  # two\n# three\n\n  b: c#d   # four\n  e: # five\nf: g\n")
        #expect(node["a"]?["b"]?.text == "c#d")
        #expect(node["a"]?["e"]?.isNull == true)
        #expect(node["f"]?.text == "g")
    }

    @Test func complexKeys() throws {
        let node = try root("? - x\n  - y\n: - z\n? k\n? |\n  t\n: v\n")
        #expect(node.entries.map(\.key.kind) == [.sequence, .scalar, .scalar])
        #expect(node.entries[0].value.items.map(\.text) == ["z"])
        #expect(node["k"]?.isNull == true)
        #expect(node["t\n"]?.text == "v")
    }

    @Test func plainScalarsMayContainIndicators() throws {
        let node = try root("url: http://x:80/y\na:b: c d\n-x: [e\n ]\nkey with spaces: a, {b}\n")
        #expect(node["url"]?.text == "http://x:80/y")
        #expect(node["a:b"]?.text == "c d")
        #expect(node["-x"]?.items.count == 1)
        #expect(node["key with spaces"]?.text == "a, {b}")
    }

    @Test func tabsAfterScalarsAreSeparation() throws {
        let node = try root("a: b\t\nc:\td\t# e\n'f'\t: g\n")
        #expect(node.entries.map(\.value.text) == ["b", "d", "g"])
    }

    @Test(arguments: ["a:\n\tb: c\n", "a:\n  b: c\n \td: e\n", "a: b\n\tc\n", "-\ta: b\n"])
    func tabsForIndentationAreRefused(_ text: String) {
        #expect(refusal(text)?.message == "a tab is used for indentation")
        #expect(refusal(text)?.cure == "replace the tab with spaces")
    }

    // MARK: Scalars

    @Test func plainAndQuotedScalarsFold() throws {
        let node = try root("a: one\n  two\n\n  three\nb: \" x\n  y \\\n   z\\n\n\n  w\"\nc: 'it''s\n\n  d'\n")
        #expect(node["a"]?.text == "one two\nthree")
        #expect(node["b"]?.text == " x y z\n\nw")
        #expect(node["c"]?.text == "it's\nd")
    }

    @Test func escapes() throws {
        let node = try root(#""\0\a\b\t\n\v\f\r\e\ \"\/\\\N\_\L\P\x41\u00e9\ud83d\ude00\U0001F600""#)
        #expect(node.text == "\0\u{7}\u{8}\t\n\u{B}\u{C}\r\u{1B} \"/\\\u{85}\u{A0}\u{2028}\u{2029}Aé😀😀")
        #expect(refusal(#""\q""#)?.message == "unknown escape in double quotes")
        #expect(refusal(#""\u12""#)?.message == "the escape needs 4 hexadecimal digits")
        #expect(refusal(#""\ud83d""#)?.message == "half of a surrogate pair")
        #expect(refusal(#""\UFFFFFFFF""#)?.message == "the escape is not a Unicode character")
    }

    @Test(arguments: [
        ("|\n  a\n   b\n\n  c\n\n", "a\n b\n\nc\n"), ("|-\n  a\n\n", "a"), ("|+\n  a\n\n", "a\n\n"),
        (">\n  a\n  b\n\n  c\n    d\n  e\n", "a b\nc\n  d\ne\n"), ("|2\n    a\n", "  a\n"), ("|", ""), ("|+\n\n", "\n"),
        (">-\n\n  a\n", "\na"), ("| # c\n  a # b\n", "a # b\n"), ("|\n  a", "a"), ("|+2\n   \n  a\n", " \na\n"),
    ])
    func blockScalars(_ text: String, _ expected: String) throws {
        #expect(try root("k: " + text)["k"]?.text == expected)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(try root("k: " + lines.joined(separator: "\r\n"))["k"]?.text == expected)
        if text.hasSuffix("\n") { #expect(try root("- " + text + "- x").items.first?.text == expected) }
    }

    @Test func scalarsAreTypedAsKubectlTypesThem() throws {
        let text = """
            [~, null, !!null "", yes, Off, "yes", y, truE, 12, -0x1F, 0644, 08, 1_000, 0b11, 9223372036854775807, \
            9223372036854775808, 1e3, .5, -.inf, 1:30, 2001-01-01, 1.2.3, '1', !!str 1, !!int "7", !!float 1, \
            -9223372036854775808]
            """
        let expected: [Scalar] = [
            .null, .null, .null, .bool(true), .bool(false), .string("yes"), .bool(true), .string("truE"), .int(12),
            .int(-31), .int(420), .float(8), .int(1000), .int(3), .int(.max), .float(9223372036854775808), .float(1000),
            .float(0.5), .float(-.infinity), .string("1:30"), .string("2001-01-01"), .string("1.2.3"), .string("1"),
            .string("1"), .int(7), .float(1), .int(.min),
        ]
        #expect(try root(text).items.map(\.scalar) == expected)
    }

    // MARK: Flow style

    @Test func flowCollectionsOverSeveralLines() throws {
        let node = try root("a: {\n  b: [c,\n# x\n d: e,],  \"f\":1, g, ? h : i,\n}\nj: k\n")
        #expect(node["a"]?["b"]?.items[1]["d"]?.text == "e")
        #expect(node["a"]?["f"]?.scalar == .int(1))
        #expect(node["a"]?["g"]?.isNull == true)
        #expect(node["a"]?["h"]?.text == "i")
        #expect(node["j"]?.text == "k")
    }

    @Test func jsonIsASubset() throws {
        let node = try root(#"{"a":{"b":[1,2.5,true,null,"x\ny"]},"c":-1e5,"d":{},"e":[]}"#)
        #expect(
            node["a"]?["b"]?.items.map(\.scalar) == [.int(1), .float(2.5), .bool(true), .null, .string("x\ny")])
        #expect(node["c"]?.scalar == .float(-100000))
        #expect(node["d"]?.entries.isEmpty == true)
        #expect(node["d"]?.style == .flow)
    }

    // MARK: Anchors, aliases, merge keys, tags

    @Test func aliasesAnswerAsTheirTarget() throws {
        let node = try root("a: &x {b: 1}\nc: *x\n? &k d\n: !t e\n")
        #expect(node["a"]?.anchor == "x")
        #expect(node["c"]?.isAlias == true)
        #expect(node["c"]?["b"]?.scalar == .int(1))
        #expect(node["c"].map(written) == "*x")
        #expect((node["c"]?.resolved).map(written) == "{b: 1}")
        #expect(node.entries[2].key.anchor == "k")
        #expect(node["d"]?.tag == "!t")
    }

    @Test func propertiesBeforeAKeyBelongToIt() throws {
        let node = try root("- &a k: v\n  w: x\n- &m\n  &n k: *a\n- *m\n")
        #expect(node.items[0].anchor == nil)
        #expect(node.items[0].entries[0].key.anchor == "a")
        #expect(node.items[0]["w"]?.text == "x")
        #expect(node.items[1].anchor == "m")
        #expect(node.items[2]["k"]?.text == "k")
    }

    @Test func undefinedAliasesAreRefused() {
        #expect(refusal("a: *b\n")?.location == Location(line: 1, column: 4))
        #expect(refusal("a: &b [*b]\n")?.message == "the alias *b refers to no anchor")
        #expect(refusal("a: &b 1\n---\nc: *b\n")?.location == Location(line: 3, column: 4))
    }

    @Test func mergeKeysComeAfterOwnKeys() throws {
        let node = try root("x: &x {a: 1, b: 1}\ny: &y {<<: *x, b: 2, c: 2}\nz:\n  <<: [*y, {d: 4, a: 5}]\n  c: 3\n")
        let merged = try #require(node["z"])
        #expect(["a", "b", "c", "d", "e"].map { merged[$0]?.scalar } == [.int(1), .int(2), .int(3), .int(4), nil])
        #expect(merged.entries.count == 2)
        #expect(refusal("a:\n  <<: 1\n")?.location == Location(line: 2, column: 7))
    }

    @Test func aliasesCannotMultiplyWithoutBound() {
        var text = "a0: &a0 [x]\n"
        for level in 1..<40 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        #expect(refusal(text)?.message == "aliases stand for more than 1000000 nodes")
        var deep = "a0: &a0 [x]\n"
        for level in 1..<200 { deep += "a\(level): &a\(level) [*a\(level - 1)]\n" }
        #expect(refusal(deep)?.message == "aliases nest more than 128 deep")
    }

    // MARK: Refusals

    @Test(arguments: [
        ("a: 1\nb: 2\na: 3\n", 3, 1, "duplicate key \"a\" (first on line 1)"),
        ("{\"a\": 1, 'a': 2}", 1, 10, "duplicate key \"a\" (first on line 1)"),
        ("a: b: c\n", 1, 5, "mapping values are not allowed here"),
        ("a: b\n  c: d\n", 2, 4, "mapping values are not allowed here"),
        ("a: - b\n", 1, 4, "a list item is not allowed here"),
        ("a:\n    b: 1\n  c: 2\n", 3, 3, "this line is indented more than the key \"a\" on line 1"),
        ("a: b\nc\n", 2, 1, "expected a key followed by ':'"),
        ("a: b\n- c\n", 2, 1, "a list item is not allowed between the keys of a mapping"),
        ("- a\nb: c\n", 2, 1, "expected '- ' and a list item"),
        (" a: b\nc: d\n", 2, 1, "unexpected content after the document's value"),
        ("a: \"b\n", 1, 4, "the quote is never closed"), ("a: 'b'c\n", 1, 7, "unexpected text after the closing quote"),
        ("a: [b, c\n", 1, 4, "'[' is never closed"), ("a: {b: c]\n", 1, 9, "expected ',' or '}'"),
        ("a: [b,,c]\n", 1, 7, "unexpected ','"), ("a: @b\n", 1, 4, "a value cannot start with '@'"),
        ("a: |x\n", 1, 5, "unexpected text after '|'"), ("\"a\":b\n", 1, 4, "a colon must be followed by a blank"),
        ("a: b\nc\u{1}: d\n", 2, 2, "control character 0x01 in the text"), ("a\0b", 1, 2, "NUL byte in the text"),
    ])
    func refusalsAreLocated(_ text: String, _ line: Int, _ column: Int, _ message: String) {
        let error = refusal(text)
        #expect(error?.message == message)
        #expect(error?.location == Location(line: line, column: column))
    }

    @Test func refusalsCarryACure() {
        #expect(refusal("a:\n  b:c\n  d: e\n")?.cure == "add a space after the colon on line 2")
        #expect(refusal("a: b: c\n")?.cure == "quote the value, or put this key on a line of its own")
    }

    @Test func duplicatesInLargeMappingsAndOnlyRealOnes() {
        let keys = (0..<100).map { "key\($0): 1\n" }.joined()
        #expect(refusal(keys) == nil)
        #expect(refusal(keys + "\"key\\x37\": 2\n")?.message == "duplicate key \"key7\" (first on line 8)")
        // Canonically equivalent in Swift, different keys in YAML.
        #expect(refusal("\u{E9}: 1\ne\u{301}: 2\n") == nil)
    }

    @Test(arguments: [
        "a: {{ .Values.x }}\n", "a:\n{{- if .x }}\nb: c\n{{- end }}\n", "a: \"{{ .x | quote \"y\" }}\"\n",
        "- {{ x }}: y\n",
        "{%- if x %}\na: b\n",
    ])
    func templateTextNamesTheCure(_ text: String) {
        #expect(refusal(text)?.cure == "render the chart first (helm template)")
    }

    @Test func templateTextInsideStringsIsText() throws {
        #expect(try root("a: \"{{ x }}\"\nb: x-{{ y }}\nc: |\n  {{ z }}\n").entries.count == 3)
    }

    @Test func invalidUTF8IsRefusedWhereItStands() {
        #expect(refusal(bytes: Array("a: b\nc: ".utf8) + [0xC3, 0x28])?.location == Location(line: 2, column: 4))
        #expect(refusal(bytes: [0xED, 0xA0, 0x80])?.message == "invalid UTF-8 byte 0xED")
        #expect(refusal(bytes: [0xFF, 0xFE, 0x61, 0x00])?.message == "the text is UTF-16, not UTF-8")
    }

    @Test func limitsHold() {
        #expect(refusal(String(repeating: "[", count: 100_000))?.offset == 128)
        #expect(refusal(String(repeating: "- ", count: 100_000) + "x")?.offset == 256)
        #expect(refusal(String(repeating: "[", count: 128) + String(repeating: "]", count: 128)) == nil)
        var limits = Limits()
        limits.bytes = 3
        #expect(refusal("a: b", limits: limits)?.message == "the text has 4 bytes; the limit is 3")
        limits = Limits()
        limits.depth = .max
        #expect(refusal(String(repeating: "{a: ", count: 100_000), limits: limits)?.offset == 1024)
    }

    @Test func truncatedTextsNeverTrap() throws {
        let text = "%YAML 1.2\n---\n&a k: !!str \"x\\u00e9\\\n y\"\n? [b, {c: *a}]\n: |+2\n   d\n\ne: 'f\n  g'\n...\n"
        let bytes = Array(text.utf8)
        for end in 0...bytes.count {
            let source = Source(name: "test", bytes: Array(bytes[..<end]))
            guard let documents = try? YAML.parse(source) else { continue }
            for document in documents { #expect(document.root.range.upperBound <= end) }
        }
    }
}
