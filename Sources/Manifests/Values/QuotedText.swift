/// Text in quotes, on one line.
enum QuotedText {
    /// In YAML's quotes: single where that saves escapes, else double.
    static func writeYAML(_ text: String, to out: inout [UInt8]) {
        var saves = false
        for scalar in text.unicodeScalars {
            guard isVisible(scalar) else { return writeDouble(text, to: &out) }
            if scalar == "\"" || scalar == "\\" { saves = true }
        }
        if saves { writeSingle(text, to: &out) } else { writeDouble(text, to: &out) }
    }

    /// Whether a character may stand as it is: YAML can print it, no reader takes it for a line break or a byte-order
    /// mark, and it neither hides nor reorders what stands around it.
    static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0x7F { return value >= 0x20 }
        switch value {
        case 0x7F...0x9F, 0xAD, 0x2028, 0x2029, 0xFEFF: return false
        // Marks of direction and zero width; the joiners U+200C and U+200D stay, words and emoji need them.
        case 0x61C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F: return false
        // Characters that are none; YAML refuses the last two. Those beyond U+FFFF stay: see `escape`.
        case 0xFDD0...0xFDEF, 0xFFFE, 0xFFFF: return false
        default: return true
        }
    }

    private static func writeSingle(_ text: String, to out: inout [UInt8]) {
        out.append(Ascii.singleQuote)
        for byte in text.utf8 {
            if byte == Ascii.singleQuote { out.append(byte) }
            out.append(byte)
        }
        out.append(Ascii.singleQuote)
    }

    /// In double quotes: the same text is a JSON string and a YAML scalar.
    static func writeDouble(_ text: String, to out: inout [UInt8]) {
        out.append(Ascii.doubleQuote)
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" {
                out.append(Ascii.backslash)
                out.append(UInt8(truncatingIfNeeded: scalar.value))
            } else if !isVisible(scalar) {
                out += escape(scalar).utf8
            } else if scalar.isASCII {
                out.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                out += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
        out.append(Ascii.doubleQuote)
    }

    /// Both languages have these escapes. Beyond U+FFFF nothing is ever escaped: JSON would need two halves there, which
    /// go-yaml refuses (kubectl 1.32), and JSON text gets into YAML files.
    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        case "\u{8}": return "\\b"
        case "\u{C}": return "\\f"
        default:
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: max(4 - digits.utf8.count, 0)) + digits
        }
    }
}
