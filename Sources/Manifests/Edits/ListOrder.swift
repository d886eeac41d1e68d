/// Which items of a list can stay where they are when it is put into another order.
enum ListOrder {
    /// - Parameter positions: for each item of the new list its old position, `nil` for what was not in it.
    /// - Returns: for each item whether it stays: a longest subsequence whose old positions rise.
    static func staying(_ positions: [Int?]) -> [Bool] {
        // Patience sorting: the smallest last position of a rising subsequence of each length.
        var tails: [Int] = []
        var before = Array(repeating: -1, count: positions.count)
        for (index, position) in positions.enumerated() {
            guard let position else { continue }
            var low = 0
            var high = tails.count
            while low < high {
                let middle = (low + high) / 2
                if (positions[tails[middle]] ?? .max) < position { low = middle + 1 } else { high = middle }
            }
            before[index] = low > 0 ? tails[low - 1] : -1
            if low == tails.count { tails.append(index) } else { tails[low] = index }
        }
        var result = Array(repeating: false, count: positions.count)
        var index = tails.last ?? -1
        while index >= 0 {
            result[index] = true
            index = before[index]
        }
        return result
    }
}
