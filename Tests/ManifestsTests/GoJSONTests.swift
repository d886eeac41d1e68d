import Manifests
import Testing

struct GoJSONTests {
    /// As `json.Marshal` of Go writes these strings.
    @Test(arguments: [
        ("a && b", #""a \u0026\u0026 b""#), ("<x>", #""\u003cx\u003e""#), ("\u{2028}|\u{2029}", #""\u2028|\u2029""#),
        ("\u{2027}é", "\"\u{2027}é\""), ("©¨", "\"©¨\""),
    ])
    func writesStringsAsGoDoes(_ text: String, _ json: String) {
        #expect(String(decoding: ValueWriter.goJSON(.string(text)), as: UTF8.self) == json)
    }

    @Test func isJSONOfTheSameValue() throws {
        let value = Value.fields(("command", .strings(["sh", "-c", "a && b > c < d\u{2028}"])), ("<", .int(1)))
        let read = try #require(try YAML.parse(Source(name: "json", bytes: ValueWriter.goJSON(value))).first)
        #expect(Value(read.root) == value)
    }
}
