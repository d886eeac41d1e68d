/// Walks over DER, one element after the other.
struct DERReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// The tag of the next element; `nil` at the end.
    var tag: UInt8? { rest.first }

    /// The content of the next element if it has this tag; `nil` for another one, and for bytes that are no DER.
    mutating func next(_ tag: UInt8) -> ArraySlice<UInt8>? {
        guard rest.first == tag else { return nil }
        var content = rest.dropFirst()
        guard let first = content.popFirst() else { return nil }
        var length = Int(first)
        if first >= 0x80 {
            // Longer than 2^24 no certificate is.
            guard (0x81...0x83).contains(first) else { return nil }
            length = 0
            for _ in 0..<(first - 0x80) {
                guard let byte = content.popFirst() else { return nil }
                length = length << 8 | Int(byte)
            }
        }
        guard length <= content.count else { return nil }
        rest = content.dropFirst(length)
        return content.prefix(length)
    }
}
