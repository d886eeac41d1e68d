import Manifests
import Testing

@Suite("Value writer")
struct ValueWriterTests {
    static let wide = TextStyle(indent: 4, sequenceIndent: 2)

    static let pod = Value.fields(
        ("apiVersion", .string("v1")),
        ("metadata", .fields(("labels", .mapping([])), ("annotations", .fields(("on", .string("yes")))))),
        (
            "spec",
            .fields(
                (
                    "containers",
                    .sequence([
                        .fields(
                            ("name", .string("app")), ("args", .strings(["--port", "8080", "a: b"])),
                            ("env", .sequence([.fields(("name", .string("A")), ("value", .string("1\n2\n")))]))),
                        .fields(("ports", .sequence([])), ("stdin", .bool(true))),
                    ])
                ), ("weight", .scalar(.float(1000))), ("grace", .int(30)), ("none", .null))
        ))

    // MARK: Layout

    @Test func documentInTheDefaultStyle() {
        #expect(
            ValueWriter.blockDocument(Self.pod, style: TextStyle()) == """
                apiVersion: v1
                metadata:
                  labels: {}
                  annotations:
                    "on": "yes"
                spec:
                  containers:
                  - name: app
                    args:
                    - --port
                    - "8080"
                    - "a: b"
                    env:
                    - name: A
                      value: |
                        1
                        2
                  - ports: []
                    stdin: true
                  weight: 1000.0
                  grace: 30
                  none: null

                """)
    }

    @Test func documentInAnotherStyle() {
        #expect(
            ValueWriter.blockDocument(Self.pod, style: Self.wide) == """
                apiVersion: v1
                metadata:
                    labels: {}
                    annotations:
                        "on": "yes"
                spec:
                    containers:
                      - name: app
                        args:
                          - --port
                          - "8080"
                          - "a: b"
                        env:
                          - name: A
                            value: |
                                1
                                2
                      - ports: []
                        stdin: true
                    weight: 1000.0
                    grace: 30
                    none: null

                """)
    }

    @Test func rootsThatAreNotMappings() {
        let style = TextStyle()
        #expect(ValueWriter.blockDocument(.strings(["a", "b"]), style: style) == "- a\n- b\n")
        #expect(ValueWriter.blockDocument(.string("a\nb"), style: style) == "|-\n  a\n  b\n")
        #expect(ValueWriter.blockDocument(.mapping([]), style: style) == "{}\n")
        #expect(ValueWriter.blockDocument(.null, style: style) == "null\n")
    }

    @Test func entriesAndItemsAtAColumn() {
        let style = TextStyle(lineBreak: "\r\n")
        let value = Value.fields(("a", .strings(["b"])), ("c", .string("d\n\ne\n")))
        #expect(
            ValueWriter.blockEntry("k", value, indent: 2, style: style)
                == "  k:\r\n    a:\r\n    - b\r\n    c: |\r\n      d\r\n\r\n      e\r\n")
        #expect(
            ValueWriter.blockItem(value, indent: 2, style: style)
                == "  - a:\r\n    - b\r\n    c: |\r\n      d\r\n\r\n      e\r\n")
        #expect(
            ValueWriter.blockItem(.sequence([.strings(["a", "b"]), .int(1)]), indent: 1, style: TextStyle())
                == " - - - a\n     - b\n   - 1\n")
        #expect(ValueWriter.blockEntry("1", .string(""), indent: 0, style: TextStyle()) == "\"1\": \"\"\n")
    }

    @Test func oneLine() {
        let value = Value.fields(
            ("name", .string("x")), ("args", .strings(["a", "b,c", "-d", "tcp://a:1"])), ("true", .scalar(.float(0.5))))
        #expect(
            ValueWriter.flow(value, isJSON: false)
                == #"{name: x, args: [a, "b,c", -d, "tcp://a:1"], "true": 0.5}"#)
        #expect(
            ValueWriter.flow(value, isJSON: true)
                == #"{"name": "x", "args": ["a", "b,c", "-d", "tcp://a:1"], "true": 0.5}"#)
    }

    @Test func prettyJSON() {
        let value = Value.fields(
            ("a", .sequence([.int(1), .fields(("b", .null))])), ("c", .mapping([])), ("d", .sequence([])))
        #expect(
            ValueWriter.json(value, step: 2, indent: 4, lineBreak: "\r\n").split(separator: "\r\n")
                == [
                    "{", "      \"a\": [", "        1,", "        {", "          \"b\": null", "        }", "      ],",
                    "      \"c\": {},", "      \"d\": []", "    }",
                ])
        #expect(ValueWriter.json(.mapping([]), step: 2, indent: 4, lineBreak: "\n") == "{}")
    }

    // MARK: Scalars

    @Test(arguments: [
        "app", "a b", "/bin/app", "--flag", "--flag=x", "-x", "-e", "http://a:1/b#c=d", "tcp://a:1", "v1.36", "5m",
        "100Mi",
        "10s", "a#b", "don't", "a \"b\"", "$(VAR)", "<none>", "x?y", "a,b", "a[0]", "日本語", "🙂", "holdfast.dev/order",
        "~/x", "../x", "./x", "nope", "yesterday", "=x", "1.2.3-rc", "9lives", "info", "a=b",
        "a: b".filter { $0 != " " },
    ])
    func plainInBlockContext(_ text: String) {
        #expect(ValueWriter.scalar(.string(text), isFlow: false) == text)
    }

    @Test(arguments: [
        ("http://a:1/b", "\"http://a:1/b\""), ("x?y", "\"x?y\""), ("a,b", "\"a,b\""), ("a[0]", "\"a[0]\""),
        ("-x", "-x"),
        ("a{b", "\"a{b\""), ("a b", "a b"),
    ])
    func stricterInBrackets(_ text: String, _ written: String) {
        #expect(ValueWriter.scalar(.string(text), isFlow: true) == written)
    }

    @Test(arguments: [
        ("", #""""#), (" a", #"" a""#), ("tRuE", #""tRuE""#), ("a\nb", #""a\nb""#), ("a\tb\r", #""a\tb\r""#),
        ("say \"hi\"", #"say "hi""#), ("\"hi\"", #"'"hi"'"#), ("\"it's\"", #"'"it''s"'"#), ("a: \\", #"'a: \'"#),
        ("\\\n", #""\\\n""#), ("\u{0}\u{1B}", #""\u0000\u001b""#), ("\u{85}\u{2028}\u{FEFF}", #""\u0085\u2028\ufeff""#),
        ("\u{1FFFE}\n", "\"\u{1FFFE}\\n\""), ("a\u{202E}b", #""a\u202eb""#), ("'", #""'""#),
    ])
    func quoted(_ text: String, _ written: String) {
        #expect(ValueWriter.scalar(.string(text), isFlow: false) == written)
    }

    /// This module's parser takes most of these for text; some other reader does not.
    @Test(arguments: [
        "y", "N", "oFF", "tRuE", "nUll", "~", "=", "<<", "0777", "08", "0o7", "0X1f", "-0b1", "1_000", "1e3", "1E3",
        ".5",
        "+1", ".", "-.", ".Inf", "-.nan", "1:30", "190:20:30.15", "1.2.3", "10.0.0.1", "1,000", "2001-12-14",
        "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5", "-2001-1-1t", "---x", "...x", "?x", ":x", "a:",
        "%a",
        "@a", "`a", "\u{A0}a", "a\u{3000}",
    ])
    func quotedForOtherReaders(_ text: String) {
        for isFlow in [false, true] {
            #expect(ValueWriter.scalar(.string(text), isFlow: isFlow) == "\"\(text)\"")
        }
    }

    @Test func escapesOfJSON() {
        let text = "\u{1FFFE}\"\\/\u{8}\u{FFFF}🙂"
        #expect(ValueWriter.flow(.string(text), isJSON: true) == "\"\u{1FFFE}\\\"\\\\/\\b\\uffff🙂\"")
    }

    @Test(
        arguments: [
            (0.1, "0.1"), (1000, "1000.0"), (1e16, "1.0e+16"), (-2.5e-7, "-2.5e-07"),
            (.leastNonzeroMagnitude, "5.0e-324"),
            (.infinity, ".inf"), (-.infinity, "-.inf"), (.nan, ".nan"),
        ] as [(Double, String)])
    func floats(_ number: Double, _ written: String) {
        #expect(ValueWriter.scalar(.float(number), isFlow: false) == written)
        #expect(ValueWriter.flow(.scalar(.float(number)), isJSON: true) == (number.isFinite ? written : "null"))
    }

    /// A literal would not give these back, or would take in what follows it.
    @Test(arguments: [
        "\n", "\n\n", "a\n\n", " a\nb", "\n\ta\n", "a \nb", "a\n \nb", "a\t\nb", "a\r\nb", "a\n\u{85}b", "a\n\u{1}b",
    ])
    func linesThatNeedQuotes(_ text: String) {
        #expect(ValueWriter.blockEntry("k", .string(text), indent: 0, style: TextStyle()).hasPrefix("k: \""))
    }

    @Test(arguments: ["a\n", "a\nb", "\na\n", "a\n  b\n", "a\n\tb\n", "a\n\nb", "# a\nb", "---\na\n", "日本\n語\n"])
    func linesThatNeedNone(_ text: String) {
        #expect(ValueWriter.blockEntry("k", .string(text), indent: 0, style: TextStyle()).hasPrefix("k: |"))
    }
}
