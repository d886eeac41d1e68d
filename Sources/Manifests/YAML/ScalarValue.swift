/// Gives plain scalars their type by the rules kubectl applies, which are those of the Go library it reads YAML with:
/// YAML 1.1 words for truth, octal numbers with a leading zero, underscores in numbers, dates left as text.
enum ScalarValue {
    static func resolve(_ text: String, style: Node.Style, tag: String?) -> Scalar {
        switch tag.map(shortTag) {
        case nil:
            return style == .plain ? plain(text) : .string(text)
        case "!!null":
            return .null
        case "!!bool":
            if case .bool(let value) = plain(text) { return .bool(value) }
            return .string(text)
        case "!!int":
            if case .int(let value) = plain(text) { return .int(value) }
            return .string(text)
        case "!!float":
            switch plain(text) {
            case .int(let value): return .float(Double(value))
            case .float(let value): return .float(value)
            default: return .string(text)
            }
        default:
            return .string(text)
        }
    }

    static func shortTag(_ tag: String) -> String {
        let long = "!<tag:yaml.org,2002:"
        guard tag.hasPrefix(long), tag.hasSuffix(">") else { return tag }
        return "!!" + tag.dropFirst(long.utf8.count).dropLast()
    }

    static func plain(_ text: String) -> Scalar {
        guard let first = text.utf8.first else { return .null }
        switch first {
        case 0x30...0x39, Ascii.plus, Ascii.dash, Ascii.dot:
            return number(text) ?? .string(text)
        case 0x79, 0x59, 0x6E, 0x4E, 0x74, 0x54, 0x66, 0x46, 0x6F, 0x4F, 0x7E:
            return word(text) ?? .string(text)
        default:
            return .string(text)
        }
    }

    static func word(_ text: String) -> Scalar? {
        guard text.utf8.count <= 5 else { return nil }
        switch text {
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y": return .bool(true)
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N": return .bool(false)
        case "null", "Null", "NULL", "~": return .null
        default: return nil
        }
    }

    static func number(_ text: String) -> Scalar? {
        switch text {
        case ".nan", ".NaN", ".NAN": return .float(.nan)
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .float(.infinity)
        case "-.inf", "-.Inf", "-.INF": return .float(-.infinity)
        default: break
        }
        let digits = text.utf8.filter { $0 != Ascii.underscore }
        if let value = integer(digits) { return .int(value) }
        guard isDecimal(digits) else { return nil }
        return Double(String(decoding: digits, as: UTF8.self)).flatMap { $0.isFinite ? .float($0) : nil }
    }

    /// A whole number with an optional sign: decimal, `0x`, `0o`, `0b`, or octal by a leading zero.
    static func integer(_ digits: [UInt8]) -> Int64? {
        var index = 0
        var isNegative = false
        if let first = digits.first, first == Ascii.plus || first == Ascii.dash {
            isNegative = first == Ascii.dash
            index = 1
        }
        var radix: Int64 = 10
        if index + 1 < digits.count, digits[index] == Ascii.zero {
            switch digits[index + 1] {
            case 0x78, 0x58: (radix, index) = (16, index + 2)
            case 0x6F, 0x4F: (radix, index) = (8, index + 2)
            case 0x62, 0x42: (radix, index) = (2, index + 2)
            default: (radix, index) = (8, index + 1)
            }
        }
        guard index < digits.count else { return nil }
        // Accumulated downwards: the smallest Int64 has no positive counterpart.
        var value: Int64 = 0
        while index < digits.count {
            guard let hex = Ascii.hexValue(digits[index]), Int64(hex) < radix else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: radix)
            let (sum, underflow) = product.subtractingReportingOverflow(Int64(hex))
            if overflow || underflow { return nil }
            value = sum
            index += 1
        }
        if isNegative { return value }
        return value == Int64.min ? nil : -value
    }

    /// Whether the bytes are `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`: Swift alone would take more.
    static func isDecimal(_ digits: [UInt8]) -> Bool {
        var index = 0
        func skipDigits() -> Int {
            let start = index
            while index < digits.count, Ascii.isDigit(digits[index]) { index += 1 }
            return index - start
        }
        func skipSign() {
            if index < digits.count, digits[index] == Ascii.plus || digits[index] == Ascii.dash { index += 1 }
        }
        skipSign()
        let whole = skipDigits()
        if index < digits.count, digits[index] == Ascii.dot {
            index += 1
            let fraction = skipDigits()
            if whole == 0, fraction == 0 { return false }
        } else if whole == 0 {
            return false
        }
        if index < digits.count, digits[index] == 0x65 || digits[index] == 0x45 {
            index += 1
            skipSign()
            if skipDigits() == 0 { return false }
        }
        return index == digits.count
    }
}
