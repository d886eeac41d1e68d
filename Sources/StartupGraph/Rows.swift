/// Positions grouped by key, in compressed rows: a counting sort, linear and stable.
struct Rows {
    /// Row starts, one more than there are keys.
    var starts: [Int32]
    /// Positions in the sequence of keys, grouped by key.
    var values: [Int32]

    /// Groups the positions of `keys`, each of which is in `0..<count`.
    init(count: Int, _ keys: some RandomAccessCollection<Int>) {
        starts = [Int32](repeating: 0, count: count + 1)
        for key in keys { starts[key + 1] += 1 }
        for row in 0..<count { starts[row + 1] += starts[row] }
        values = [Int32](repeating: 0, count: keys.count)
        var next = starts
        for (position, key) in keys.enumerated() {
            values[Int(next[key])] = Int32(truncatingIfNeeded: position)
            next[key] += 1
        }
    }
}
