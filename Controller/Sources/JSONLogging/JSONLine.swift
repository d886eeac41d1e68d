import Logging

/// A log line while it is written.
struct JSONLine {
    private var bytes: [UInt8] = []
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
        bytes.reserveCapacity(256)
        bytes.append(UInt8(ascii: "{"))
    }

    /// The line, with its end.
    var finished: [UInt8] { bytes + Array("}\n".utf8) }

    mutating func field(_ key: String, _ value: String) {
        open(key)
        string(value)
    }

    mutating func field(_ key: String, _ metadata: Logger.Metadata) {
        open(key)
        mapping(metadata, depth: 0)
    }

    private mutating func open(_ key: String) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        string(key)
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func mapping(_ metadata: Logger.Metadata, depth: Int) {
        bytes.append(UInt8(ascii: "{"))
        // In order: a log is compared and searched by eye, too.
        for (index, (key, value)) in metadata.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            string(key)
            bytes.append(UInt8(ascii: ":"))
            if Redaction.isSecret(key) { string("[redacted]") } else { self.value(value, depth: depth + 1) }
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func value(_ value: Logger.MetadataValue, depth: Int) {
        // No program's own metadata is that deep; a value that contains itself would be.
        guard depth < 16 else { return string("…") }
        switch value {
        case .string(let text): string(text)
        case .stringConvertible(let value): string("\(value)")
        case .dictionary(let metadata): mapping(metadata, depth: depth)
        case .array(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                self.value(value, depth: depth + 1)
            }
            bytes.append(UInt8(ascii: "]"))
        }
    }

    private mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var left = limit
        for scalar in text.unicodeScalars {
            left -= UTF8.width(scalar)
            if left < 0 {
                bytes.append(contentsOf: "…".utf8)
                break
            }
            append(scalar)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": bytes.append(contentsOf: "\\\"".utf8)
        case "\\": bytes.append(contentsOf: "\\\\".utf8)
        case "\n": bytes.append(contentsOf: "\\n".utf8)
        case "\t": bytes.append(contentsOf: "\\t".utf8)
        case "\r": bytes.append(contentsOf: "\\r".utf8)
        // Control characters, DEL and C1 too (JSON allows those, terminals act on them), and the line ends U+2028 and
        // U+2029 that some readers take for a new line.
        case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}"..."\u{2029}":
            let digits = String(scalar.value, radix: 16)
            bytes.append(contentsOf: "\\u".utf8)
            bytes.append(contentsOf: String(repeating: "0", count: 4 - digits.utf8.count).utf8)
            bytes.append(contentsOf: digits.utf8)
        default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
    }
}
