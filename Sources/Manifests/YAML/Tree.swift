/// All nodes of a source, of all its documents, in one array.
final class Tree: Sendable {
    let source: Source
    let records: [NodeRecord]
    let properties: [UInt32: Properties]

    init(source: Source, records: [NodeRecord], properties: [UInt32: Properties]) {
        self.source = source
        self.records = records
        self.properties = properties
    }

    /// The node an alias stands for, or the node itself; an alias never stands for an alias.
    func target(of index: UInt32) -> UInt32 {
        let record = records[Int(index)]
        return record.isAlias ? record.child : index
    }

    func children(of index: UInt32) -> [UInt32] {
        var result: [UInt32] = []
        var child = records[Int(index)].child
        while child != NodeRecord.none {
            result.append(child)
            child = records[Int(child)].next
        }
        return result
    }

    func text(_ range: Range<Int>?) -> String? {
        range.map { String(decoding: source.bytes[$0], as: UTF8.self) }
    }

    /// The value of a key in a mapping's own entries; the values of its merge keys are collected on the way.
    func find(_ key: String, in mapping: UInt32, merges: inout [UInt32]) -> UInt32? {
        let record = records[Int(mapping)]
        guard !record.isAlias, record.kind == .mapping else { return nil }
        // Bytes, not strings, are compared: Swift's string equality would take two spellings of "é" for one key.
        return source.bytes.withUnsafeBufferPointer { bytes in
            records.withUnsafeBufferPointer { records in
                var current = record.child
                while current != NodeRecord.none {
                    let entry = records[Int(current)]
                    let value = entry.next
                    guard value != NodeRecord.none else { return nil }
                    let name = entry.isAlias ? records[Int(entry.child)] : entry
                    if name.kind == .scalar {
                        if name.isVerbatim {
                            if SameBytes.spells(key, bytes, name.content) { return value }
                            if !entry.isAlias, MergeKey.matches(bytes, name) { merges.append(value) }
                        } else if ScalarText.decode(bytes, name).elementsEqual(key.utf8) {
                            return value
                        }
                    }
                    current = records[Int(value)].next
                }
                return nil
            }
        }
    }
}
