import Manifests
import Testing

/// What is written is read back as what it was, whatever surrounds it.
@Suite("Value writer and parser")
struct ValueWriterRoundTripTests {
    static let styles = [
        TextStyle(), TextStyle(sequenceIndent: 2), TextStyle(lineBreak: "\r\n"),
        TextStyle(lineBreak: "\r\n", indent: 4, sequenceIndent: 2), TextStyle(indent: 1, sequenceIndent: 1),
        TextStyle(lineBreak: "\r", indent: 3, sequenceIndent: 5),
    ]

    /// The only document of a text.
    static func read(_ text: String) throws -> Value {
        let documents = try YAML.parse(text, name: "written")
        try #require(documents.count == 1, "\(text.debugDescription)")
        return Value(documents[0].root)
    }

    /// `==` on strings takes "é" and "e\u{301}" for the same; a file does not.
    static func isSame(_ one: Value, _ other: Value) -> Bool {
        switch (one, other) {
        case (.scalar(.string(let one)), .scalar(.string(let other))): one.utf8.elementsEqual(other.utf8)
        case (.scalar(let one), .scalar(let other)): one == other
        case (.sequence(let one), .sequence(let other)): one.elementsEqual(other, by: isSame)
        case (.mapping(let one), .mapping(let other)):
            one.elementsEqual(other) { $0.key.utf8.elementsEqual($1.key.utf8) && isSame($0.value, $1.value) }
        default: false
        }
    }

    static func expect(_ text: String, isReadAs value: Value) throws {
        let back = try read(text)
        #expect(isSame(back, value), "\(text.debugDescription) was read as \(back)")
    }

    /// A value written in every way, alone and between other things.
    static func check(_ value: Value) throws {
        for isJSON in [false, true] {
            try expect(ValueWriter.flow(value, isJSON: isJSON), isReadAs: value)
            try expect(
                "[1, \(ValueWriter.flow(value, isJSON: isJSON)), 2]", isReadAs: .sequence([.int(1), value, .int(2)]))
        }
        try expect(ValueWriter.json(value, step: 2, indent: 0, lineBreak: "\n"), isReadAs: value)
        try expect(
            "{\"k\":\n" + ValueWriter.json(value, step: 4, indent: 3, lineBreak: "\r\n") + "}",
            isReadAs: .fields(("k", value)))
        for style in styles {
            let document = ValueWriter.blockDocument(value, style: style)
            #expect(document.unicodeScalars.last == style.lineBreak.unicodeScalars.last)
            try expect(document, isReadAs: value)
            try expect("---" + style.lineBreak + document + "---" + style.lineBreak, isReadAs: value)
            for indent in [0, 1, 2, 5] {
                try checkBetween(value, indent, style)
            }
        }
    }

    static func checkBetween(_ value: Value, _ indent: Int, _ style: TextStyle) throws {
        let pad = String(repeating: " ", count: indent)
        let end = style.lineBreak
        let head = indent == 0 ? "" : "top:" + end
        let entry = ValueWriter.blockEntry("yes", value, indent: indent, style: style)
        let inside = Value.fields(("before", .int(1)), ("yes", value), ("after", .int(2)))
        try expect(
            head + "\(pad)before: 1\(end)\(entry)\(end)\(pad)# c\(end)\(end)\(pad)after: 2\(end)",
            isReadAs: indent == 0 ? inside : .fields(("top", inside)))
        let item = ValueWriter.blockItem(value, indent: indent, style: style)
        let list = Value.sequence([.int(1), value, .int(2)])
        try expect(
            head + "\(pad)- 1\(end)\(item)\(end)\(pad)# c\(end)\(end)\(pad)- 2\(end)",
            isReadAs: indent == 0 ? list : .fields(("top", list)))
    }

    @Test func bitingTexts() throws {
        for text in RandomValues.bitingTexts {
            try Self.check(.string(text))
            try Self.check(.fields((text, .string(text)), (text + "x", .strings([text]))))
        }
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func randomValues(_ seed: UInt64) throws {
        var values = RandomValues(seed: seed)
        for _ in 0..<60 { try Self.check(values.value(depth: 4)) }
    }

    @Test func deepValues() throws {
        var value = Value.string("a\nb\n")
        for level in 0..<100 {
            value = level % 3 == 0 ? .fields(("k", value), ("l", .null)) : .sequence([value, .int(1)])
        }
        try Self.expect(ValueWriter.blockDocument(value, style: TextStyle()), isReadAs: value)
        try Self.expect(ValueWriter.flow(value, isJSON: false), isReadAs: value)
        try Self.expect(ValueWriter.json(value, step: 1, indent: 0, lineBreak: "\n"), isReadAs: value)
    }

    @Test func infinitiesAndNaN() throws {
        for number in [Double.infinity, -.infinity] {
            let value = Value.scalar(.float(number))
            try Self.expect(ValueWriter.blockDocument(value, style: TextStyle()), isReadAs: value)
            try Self.expect(ValueWriter.flow(value, isJSON: true), isReadAs: .null)
        }
        guard case .scalar(.float(let back)) = try Self.read(ValueWriter.flow(.scalar(.float(.nan)), isJSON: false))
        else {
            Issue.record("not a float")
            return
        }
        #expect(back.isNaN)
    }
}
