/// Prometheus' text, written line by line.
///
/// Source: prometheus.io/docs/instrumenting/exposition_formats, "Text-based format".
struct ExpositionText {
    private(set) var text = ""

    mutating func open(_ name: String, _ kind: SeriesKind, _ help: String) {
        if !help.isEmpty { text += "# HELP \(name) \(ExpositionText.escape(help, quotes: false))\n" }
        text += "# TYPE \(name) \(kind.rawValue)\n"
    }

    mutating func sample(_ name: String, _ labels: String, _ value: Double) {
        text += labels.isEmpty ? name : "\(name){\(labels)}"
        text += " \(ExpositionText.number(value))\n"
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        // Whole numbers without a point, as far as a Double tells them apart.
        if value == value.rounded(), abs(value) < 9e15 { return String(Int64(value)) }
        return String(value)
    }

    static func name(_ name: String, allowsColon: Bool) -> String {
        var spelled = ""
        for byte in name.utf8 {
            let isDigit = UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
            if isDigit, spelled.isEmpty { spelled = "_" }
            let isLetter = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
            let isKept = isDigit || isLetter || (allowsColon && byte == UInt8(ascii: ":"))
            spelled.unicodeScalars.append(isKept ? Unicode.Scalar(byte) : "_")
        }
        return spelled.isEmpty ? "_" : spelled
    }

    /// What stands between the braces, in order of the names, so that one set of labels is one series.
    static func labels(_ dimensions: [(String, String)], _ kind: SeriesKind) -> String {
        var byName: [String: String] = [:]
        for (label, value) in dimensions {
            var name = name(label, allowsColon: false)
            // The bound's own label: given twice, Prometheus would refuse the whole page.
            if kind == .histogram, name == "le" { name = "exported_le" }
            byName[name] = value
        }
        return byName.sorted { $0.key < $1.key }
            .map { "\($0.key)=\"\(escape($0.value, quotes: true))\"" }.joined(separator: ",")
    }

    static func escape(_ value: String, quotes: Bool) -> String {
        var escaped = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
