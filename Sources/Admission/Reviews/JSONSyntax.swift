/// Says whether a text is JSON (RFC 8259) before the reader of YAML sees it, which takes more than that: a review is
/// JSON, and what else somebody sends is not guessed at.
///
/// One pass without recursion, and nothing is made of the text. Whether a key is there twice the reader says.
struct JSONSyntax {
    /// A text that is none: why, and at which byte. Nothing of the text is in it.
    struct Fault: Error {
        let message: String
        let offset: Int
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    /// Whether each open bracket is a mapping's.
    private var open: [Bool] = []

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// Checks the text: one value, nested no deeper than `depth`.
    static func check(_ bytes: [UInt8], depth: Int) throws(Fault) {
        try bytes.withUnsafeBufferPointer { (bytes) throws(Fault) in
            var syntax = JSONSyntax(bytes)
            try syntax.check(depth: depth)
        }
    }

    private mutating func check(depth: Int) throws(Fault) {
        skipBlanks()
        if position == bytes.count { throw fault("the body is empty") }
        var needsKey = false
        while true {
            if needsKey { try readKey() }
            needsKey = false
            skipBlanks()
            switch next {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                let isMapping = next == UInt8(ascii: "{")
                if open.count == depth { throw fault("the body nests deeper than \(depth) levels") }
                position += 1
                skipBlanks()
                open.append(isMapping)
                if next == closing(isMapping) {
                    position += 1
                    open.removeLast()
                } else {
                    needsKey = isMapping
                    continue
                }
            case UInt8(ascii: "\""): try readString()
            case UInt8(ascii: "t"): try readWord("true")
            case UInt8(ascii: "f"): try readWord("false")
            case UInt8(ascii: "n"): try readWord("null")
            default: try readNumber()
            }
            // Behind a value: brackets that close, then a comma.
            while true {
                skipBlanks()
                guard let isMapping = open.last else {
                    if position < bytes.count { throw fault("the body is more than one JSON value") }
                    return
                }
                if next == UInt8(ascii: ",") {
                    position += 1
                    needsKey = isMapping
                    break
                }
                guard next == closing(isMapping) else { throw fault("the body is no JSON") }
                position += 1
                open.removeLast()
            }
        }
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func closing(_ isMapping: Bool) -> UInt8 { isMapping ? UInt8(ascii: "}") : UInt8(ascii: "]") }

    private func fault(_ message: String) -> Fault { Fault(message: message, offset: position) }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func readKey() throws(Fault) {
        skipBlanks()
        guard next == UInt8(ascii: "\"") else { throw fault("the body is no JSON") }
        try readString()
        skipBlanks()
        guard next == UInt8(ascii: ":") else { throw fault("the body is no JSON") }
        position += 1
    }

    private mutating func readString() throws(Fault) {
        position += 1
        while let byte = next {
            position += 1
            if byte == UInt8(ascii: "\"") { return }
            if byte < 0x20 { throw fault("the body is no JSON: a control character in a string") }
            guard byte == UInt8(ascii: "\\") else { continue }
            guard let escape = next, "\"\\/bfnrtu".utf8.contains(escape) else { throw fault("the body is no JSON") }
            position += 1
        }
        throw fault("the body is no JSON: it ends too early")
    }

    private mutating func readWord(_ word: StaticString) throws(Fault) {
        for index in 0..<word.utf8CodeUnitCount {
            guard next == word.utf8Start[index] else { throw fault("the body is no JSON") }
            position += 1
        }
    }

    private mutating func readNumber() throws(Fault) {
        if next == UInt8(ascii: "-") { position += 1 }
        let start = position
        try readDigits()
        if bytes[start] == UInt8(ascii: "0"), position > start + 1 { throw fault("the body is no JSON") }
        if next == UInt8(ascii: ".") {
            position += 1
            try readDigits()
        }
        guard let byte = next, byte | 0x20 == UInt8(ascii: "e") else { return }
        position += 1
        if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
        try readDigits()
    }

    private mutating func readDigits() throws(Fault) {
        let start = position
        while let byte = next, byte >= 0x30, byte <= 0x39 { position += 1 }
        if position == start {
            throw fault("the body is no JSON" + (position == bytes.count ? ": it ends too early" : ""))
        }
    }
}
