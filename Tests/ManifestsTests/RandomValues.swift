import Manifests
import TestSupport

/// Values that bite: words, numbers, dates and marks that are text, odd characters, odd line ends, empty collections.
struct RandomValues {
    var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    static let bitingTexts: [String] = [
        "", " ", "  ", "\n", "\n\n", "\t", "\r", "\r\n", "a\r\nb", "y", "Y", "n", "N", "yes", "Yes", "NO", "on", "Off",
        "oFF", "true", "TRUE", "tRuE", "false", "null", "Null", "nUll", "~", "=", "<<", "0", "00", "0777", "0o7", "0O7",
        "08", "0x1F", "0X1f", "-0x1", "0b11", "+0b1", "1_000", "_1", "-_1", "1e3", "1E3", "1.e3", "1e+3", ".5", "-.5",
        "+1", "-1", "--1", "+", "-", "--", "---", "----", "--- a", "...", "... a", ".", "..", "-.", "._", ".inf",
        "-.Inf",
        "+.INF", ".nan", ".NaN", "-.nan", "inf", "NaN", "1:30", "190:20:30", "190:20:30.15", "1.2.3", "10.0.0.1",
        "1,000",
        "2001-12-14", "2001-1-1", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5", "2001-12-15 2:59:43.10",
        "-2001-12-14", "9223372036854775807", "9223372036854775808", "1.0", "1.", "0.1e-7", "12e03", "1e999", " a",
        "a ",
        "\ta", "a\t", "a\tb", "a: b", "a:", "a :", ":a", ":", "::", "a:b", "a: ", "a #b", "a#b", "#a", "# a", "a # b",
        "-x", "- x", "--flag", "-\tx", "?", "? x", "?x", "x?", "x?y", ", x", "[a]", "]", "{a: b}", "}", "a,b", "a]b",
        "{{ x }}", "a {{ x }}", "{% x %}", "a[0]", "&a", "*a", "!a", "!!str a", "|", "|-", "a|b", ">", ">a", "'", "''",
        "'a'", "don't", "\"", "\"a\"", "a \"b\" c", "it's \"b\"", "\\", "\\n", "C:\\x", "a\\", "%a", "%YAML 1.2", "a%",
        "@a", "a@b", "`a`", "/bin/app", "http://a:1/b#c=d", "http://a/?b=c", "tcp://a:1", "{\"a\": [1, \"it's\"]}",
        "a\n",
        "a\n\n", "a\nb", "a\nb\n", "a\n\nb\n", "\na", "\n\na\n", " a\nb", "\n a\n", "\ta\nb", "a\n b\n", "a\n\tb\n",
        "a \nb",
        "a\n \nb", "a\n  ", "a\nb \n", "# a\nb\n", "#!/bin/sh\nset -e\nexec x \"$@\"\n", "---\na: b\n", "a: b\nc: d\n",
        "- a\n- b\n", "a\n---\nb\n", "...\nb\n", "|\na", "{{ x }}\ny\n", "a\n\u{85}b\n", "a\n\u{2028}b", "a\n\u{7}b",
        "é", "日本語", "日本\n語\n", "🙂", "👩‍👩‍👧", "e\u{301}", "\u{301}", "\u{85}", "\u{A0}", "\u{A0}a", "a\u{3000}", "\u{2028}",
        "\u{2029}x", "\u{FEFF}", "\u{FEFF}a", "a\u{202E}b", "\u{200B}", "\u{7F}", "\u{0}", "\u{1B}[0m", "\u{8}\u{C}",
        "\u{FFFE}", "\u{1FFFE}", "\u{10FFFF}", "\u{E000}", "\u{FFFD}", "k\u{212A}", "ſ", "yeſ",
    ]

    mutating func text() -> String {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<5: return Self.bitingTexts.randomElement(using: &random) ?? ""
        case 5: return Self.bitingTexts.randomElement(using: &random).map { $0 + $0 + "x" } ?? ""
        case 6: return letters("abcXYZ-._/", 1...12)
        case 7: return letters("0123456789-+._:eExob,tTzZ ", 1...9)
        case 8: return letters("ab \n\t\r:#-?,[]{}'\"\\|>%&*!~<=", 1...14)
        default: return unicode()
        }
    }

    private mutating func letters(_ alphabet: String, _ count: ClosedRange<Int>) -> String {
        let scalars = Array(alphabet.unicodeScalars)
        var out = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: count, using: &random) {
            out.append(scalars.randomElement(using: &random) ?? "a")
        }
        return String(out)
    }

    private mutating func unicode() -> String {
        let tops: [UInt32] = [0x20, 0x100, 0x3000, 0x10000, 0x110000]
        var out = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            let top = tops.randomElement(using: &random) ?? 0x100
            out.append(Unicode.Scalar(UInt32.random(in: 0..<top, using: &random)) ?? "\n")
        }
        return String(out)
    }

    mutating func double() -> Double {
        let chosen: [Double] = [
            0, 0.5, -1, 1000, 1e15, 1e16, -1e21, 1e-7, 1.5e-7, .leastNonzeroMagnitude,
            1.7976931348623157e308, 0.1, 1 / 3,
        ]
        if Bool.random(using: &random) { return chosen.randomElement(using: &random) ?? 0 }
        let any = Double(bitPattern: random.next())
        return any.isFinite ? any : 0.25
    }

    mutating func scalar() -> Scalar {
        switch Int.random(in: 0..<12, using: &random) {
        case 0: .null
        case 1: .bool(Bool.random(using: &random))
        case 2: .int(Int64.random(in: Int64.min...Int64.max, using: &random))
        case 3: .int([0, -1, 8080, .max, .min].randomElement(using: &random) ?? 0)
        case 4: .float(double())
        default: .string(text())
        }
    }

    mutating func value(depth: Int) -> Value {
        let kind = depth == 0 ? 0 : Int.random(in: 0..<6, using: &random)
        switch kind {
        case 0, 1: return .scalar(scalar())
        case 2, 3:
            return .sequence((0..<Int.random(in: 0...4, using: &random)).map { _ in value(depth: depth - 1) })
        default:
            var keys: Set<String> = []
            var fields: [Value.Field] = []
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let key = text()
                if keys.insert(key).inserted { fields.append(Value.Field(key, value(depth: depth - 1))) }
            }
            return .mapping(fields)
        }
    }
}
