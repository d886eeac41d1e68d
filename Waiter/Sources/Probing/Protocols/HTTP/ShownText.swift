/// Turns bytes that a server chose into text that is safe to show: short, and with control characters escaped.
enum ShownText {
    /// The escaped text of at most `limit` bytes; `…` marks that there was more.
    static func plain(_ bytes: ArraySlice<UInt8>, limit: Int = 80) -> String {
        String(decoding: escaped(bytes, limit: limit, quotes: false), as: UTF8.self)
    }

    /// The same in double quotes.
    static func quoted(_ bytes: ArraySlice<UInt8>, limit: Int = 80) -> String {
        "\"" + String(decoding: escaped(bytes, limit: limit, quotes: true), as: UTF8.self) + "\""
    }

    static func escaped(_ bytes: ArraySlice<UInt8>, limit: Int, quotes: Bool) -> [UInt8] {
        var shown: [UInt8] = []
        var index = bytes.startIndex
        let end = bytes.startIndex + min(limit, bytes.count)
        while index < end {
            let unit = UTF8Unit(bytes, at: index)
            let length = unit?.length ?? 1
            // A character is shown whole or not at all.
            if index + length > end { break }
            let byte = bytes[index]
            if byte == 0x5C || (quotes && byte == 0x22) {
                shown += [0x5C, byte]
            } else if byte == 0x0A {
                shown += "\\n".utf8
            } else if byte == 0x0D {
                shown += "\\r".utf8
            } else if byte == 0x09 {
                shown += "\\t".utf8
            } else if let unit, unit.isPrintable {
                shown += bytes[index..<(index + length)]
            } else {
                for hidden in bytes[index..<(index + length)] {
                    shown += [0x5C, 0x78, hexadecimal(hidden >> 4), hexadecimal(hidden & 0x0F)]
                }
            }
            index += length
        }
        if index < bytes.endIndex { shown += "…".utf8 }
        return shown
    }

    static func hexadecimal(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? 0x30 + nibble : 0x61 + nibble - 10
    }
}
