extension Parser {
    func checkMerge(_ key: UInt32, _ value: UInt32) throws(ParseError) {
        guard MergeKey.matches(bytes, records[Int(key)]), !records[Int(key)].isAlias else { return }
        func target(_ node: UInt32) -> NodeRecord {
            let record = records[Int(node)]
            return record.isAlias ? records[Int(record.child)] : record
        }
        var valid = target(value).kind == .mapping
        if target(value).kind == .sequence {
            valid = true
            var item = target(value).child
            while item != NodeRecord.none {
                if target(item).kind != .mapping { valid = false }
                item = records[Int(item)].next
            }
        }
        if !valid {
            throw failure(
                offset(of: value), "'<<' needs a mapping or a list of mappings",
                "use an alias to a mapping, or quote the key")
        }
    }

    /// Refuses the second of two equal keys among those collected since `base`.
    mutating func checkDuplicates(from base: Int) throws(ParseError) {
        let number = keys.count - base
        if number < 2 { return }
        if number <= 12 {
            // Few keys differ mostly in length, so comparing pairs is faster than hashing.
            for second in (base + 1)..<keys.count {
                for first in base..<second where isSameKey(keys[first], keys[second]) {
                    throw duplicate(keys[first], keys[second])
                }
            }
            return
        }
        var hashed: [(hash: Int, key: UInt32)] = []
        hashed.reserveCapacity(number)
        for key in keys[base...] {
            let record = keyRecord(key)
            guard record.kind == .scalar else { continue }
            // The standard hasher is seeded per process: collisions cannot be prepared in a file.
            var hasher = Hasher()
            if record.isVerbatim {
                hasher.combine(bytes: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[record.content])))
            } else {
                ScalarText.decode(bytes, record).withUnsafeBytes { hasher.combine(bytes: $0) }
            }
            hashed.append((hasher.finalize(), key))
        }
        hashed.sort { $0.hash != $1.hash ? $0.hash < $1.hash : offset(of: $0.key) < offset(of: $1.key) }
        var worst: (first: UInt32, second: UInt32)?
        for index in hashed.indices.dropFirst() where hashed[index].hash == hashed[index - 1].hash {
            let (first, second) = (hashed[index - 1].key, hashed[index].key)
            guard isSameKey(first, second) else { continue }
            if worst.map({ offset(of: second) < offset(of: $0.second) }) ?? true { worst = (first, second) }
        }
        if let worst { throw duplicate(worst.first, worst.second) }
    }

    @inline(__always) func keyRecord(_ key: UInt32) -> NodeRecord {
        let record = records[Int(key)]
        return record.isAlias ? records[Int(record.child)] : record
    }

    @inline(__always) func isSameKey(_ one: UInt32, _ other: UInt32) -> Bool {
        let (left, right) = (keyRecord(one), keyRecord(other))
        guard left.kind == .scalar, right.kind == .scalar else { return false }
        guard left.isVerbatim, right.isVerbatim else {
            return decodedKey(left).elementsEqual(decodedKey(right))
        }
        let (first, second) = (left.content, right.content)
        guard first.count == second.count else { return false }
        for offset in 0..<first.count
        where bytes[first.lowerBound + offset] != bytes[second.lowerBound + offset] { return false }
        return true
    }

    func decodedKey(_ record: NodeRecord) -> [UInt8] {
        record.isVerbatim ? Array(bytes[record.content]) : ScalarText.decode(bytes, record)
    }

    func duplicate(_ first: UInt32, _ second: UInt32) -> ParseError {
        failure(
            offset(of: second), "duplicate key \(quoted(second)) (first on line \(line(of: offset(of: first))))",
            "remove or rename one of the two")
    }
}
