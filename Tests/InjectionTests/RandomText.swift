import Manifests
import TestSupport

/// Writes a value as somebody might: blocks and brackets, quotes, comments, blank lines, any indentation.
struct RandomText {
    var random: SplitMix64
    private let step: Int
    private let isListIndented: Bool
    private let lineBreak: String

    init(_ random: SplitMix64) {
        var random = random
        step = random.pick([2, 2, 2, 4, 3])
        isListIndented = random.chance(50)
        lineBreak = random.chance(15) ? "\r\n" : "\n"
        self.random = random
    }

    mutating func document(_ value: Value) -> String {
        switch random.number(1...100) {
        case 1...8:
            return ValueWriter.json(value, step: step, indent: 0, lineBreak: lineBreak)
                + (random.chance(70) ? lineBreak : "")
        case 9...12: return ValueWriter.flow(value, isJSON: true) + lineBreak
        default: break
        }
        var lines: [String] = random.chance(30) ? ["# somebody's", "---"] : []
        if random.chance(10) { lines.append("") }
        lines += block(value, 0)
        if random.chance(20) { lines += ["# the end"] }
        if random.chance(10) { lines += ["..."] }
        return lines.joined(separator: lineBreak) + (random.chance(80) ? lineBreak : "")
    }

    private mutating func block(_ value: Value, _ indent: Int) -> [String] {
        let blanks = String(repeating: " ", count: indent)
        switch value {
        case .mapping(let fields):
            var lines: [String] = []
            for field in fields {
                lines += noise(indent)
                var inner = entry(key(field.key) + ":", field.value, indent)
                inner[0] = blanks + inner[0]
                lines += inner
            }
            return lines
        case .sequence(let items):
            var lines: [String] = []
            for item in items {
                lines += noise(indent)
                if isBlock(item), case .mapping = item {
                    var inner = block(item, indent + 2)
                    // The first key stands on the dash's line, unless noise came first.
                    if inner[0].hasPrefix(blanks + "  "), !inner[0].contains("#") || inner[0].contains(":") {
                        inner[0] = blanks + "- " + inner[0].dropFirst(indent + 2)
                        lines += inner
                    } else {
                        lines += [blanks + "-"] + inner
                    }
                } else {
                    lines.append(blanks + "- " + inline(item) + comment())
                }
            }
            return lines
        case .scalar: return [blanks + inline(value)]
        }
    }

    /// The first line without its indentation.
    private mutating func entry(_ key: String, _ value: Value, _ indent: Int) -> [String] {
        guard isBlock(value) else {
            let gap = random.chance(10) ? "   " : " "
            return [key + gap + inline(value) + comment()]
        }
        if case .sequence = value {
            let inner = isListIndented ? step : 0
            return [key + comment()] + block(value, indent + inner)
        }
        return [key + comment()] + block(value, indent + step)
    }

    private mutating func isBlock(_ value: Value) -> Bool {
        switch value {
        case .scalar: false
        case .mapping(let fields): !fields.isEmpty && !random.chance(fields.count < 4 ? 25 : 6)
        case .sequence(let items): !items.isEmpty && !random.chance(25)
        }
    }

    private mutating func inline(_ value: Value) -> String {
        switch value {
        case .scalar(.string(let text)): return quoted(text)
        case .scalar(let scalar): return ValueWriter.scalar(scalar, isFlow: true)
        case .sequence(let items):
            let gap = random.chance(20) ? " " : ""
            return "[" + gap + items.map { inline($0) }.joined(separator: ", ") + gap + "]"
        case .mapping(let fields):
            let gap = random.chance(20) ? " " : ""
            return "{" + gap + fields.map { key($0.key) + ": " + inline($0.value) }.joined(separator: ", ") + gap + "}"
        }
    }

    private mutating func quoted(_ text: String) -> String {
        switch random.number(1...10) {
        case 1...2 where !text.contains("\n"): "'" + text.replacing("'", with: "''") + "'"
        case 3...4: ValueWriter.flow(.string(text), isJSON: true)
        default: ValueWriter.flow(.string(text), isJSON: false)
        }
    }

    private mutating func key(_ key: String) -> String {
        random.chance(5) ? ValueWriter.flow(.string(key), isJSON: true) : ValueWriter.scalar(.string(key), isFlow: true)
    }

    private mutating func noise(_ indent: Int) -> [String] {
        switch random.number(1...100) {
        case 1...6: [String(repeating: " ", count: indent) + "# a word: or two"]
        case 7...9: [""]
        case 10...11: ["# at the margin"]
        default: []
        }
    }

    private mutating func comment() -> String { random.chance(6) ? random.pick(["  # why", " #", "   "]) : "" }
}
