/// The same as `Node`'s properties, by index: a walk that visits many nodes need not hold the tree for each.
extension Tree {
    /// A key of a mapping with its value.
    struct Pair {
        var key: UInt32
        var value: UInt32
    }

    /// The entries of a mapping in source order, merge keys left as they are; empty for other kinds.
    func pairs(of index: UInt32) -> [Pair] {
        let record = records[Int(target(of: index))]
        guard record.kind == .mapping else { return [] }
        var count = 0
        var key = record.child
        while key != NodeRecord.none {
            let value = records[Int(key)].next
            guard value != NodeRecord.none else { break }
            count += 1
            key = records[Int(value)].next
        }
        var result: [Pair] = []
        result.reserveCapacity(count)
        key = record.child
        for _ in 0..<count {
            let value = records[Int(key)].next
            result.append(Pair(key: key, value: value))
            key = records[Int(value)].next
        }
        return result
    }

    /// The value of a key among a mapping's own entries, whether it is null or not.
    func own(_ key: String, in mapping: UInt32) -> UInt32? {
        var merges: [UInt32] = []
        return find(key, in: target(of: mapping), merges: &merges)
    }

    /// Whether a key is `<<` without quotes.
    func isMerge(_ key: UInt32) -> Bool {
        let record = records[Int(key)]
        guard record.end &- record.start == 2, !record.isAlias, record.kind == .scalar else { return false }
        return source.bytes.withUnsafeBufferPointer { MergeKey.matches($0, record) }
    }

    /// Whether a scalar's text is this one, byte by byte.
    func spells(_ text: String, at index: UInt32) -> Bool {
        let record = records[Int(target(of: index))]
        guard record.kind == .scalar else { return text.isEmpty }
        return source.bytes.withUnsafeBufferPointer { bytes in
            guard record.isVerbatim else { return ScalarText.decode(bytes, record).elementsEqual(text.utf8) }
            return SameBytes.spells(text, bytes, record.content)
        }
    }

    /// A scalar's text, as `Node.text`.
    func text(at index: UInt32) -> String {
        let record = records[Int(target(of: index))]
        guard record.kind == .scalar else { return "" }
        return source.bytes.withUnsafeBufferPointer { bytes in
            if record.isVerbatim {
                return String(decoding: UnsafeBufferPointer(rebasing: bytes[record.content]), as: UTF8.self)
            }
            return String(decoding: ScalarText.decode(bytes, record), as: UTF8.self)
        }
    }
}
