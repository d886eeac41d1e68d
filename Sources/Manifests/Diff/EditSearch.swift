/// Finds the fewest lines to remove and add between two stretches of lines, by E. Myers' greedy algorithm ("An O(ND)
/// Difference Algorithm and Its Variations", 1986), up to a bound.
///
/// Diagonal k holds the pairs of places (x, y) with x - y = k. For every number of changes d the search knows how far
/// along each diagonal from -d to d one can come.
struct EditSearch {
    /// How far it has to go, or when it may give up.
    struct Terms {
        /// The most changes to look for; memory is the square of it, in bytes twice that.
        var bound: Int
        /// How many lines in a row must match for the search to be content with the way there; nil: only the end is.
        var contentRun: Int?
    }

    /// Where to resume: how many lines of both are settled; their changes are in `removed` and `added`.
    struct Reached {
        var before: Int
        var after: Int
        /// Whether the search ended for the reason that it wanted: the end or a long enough run.
        var isContent: Bool
    }

    /// Lines to remove, by place in the first stretch; valid after `run`.
    private(set) var removed: [Int] = []
    /// Lines to add, by place in the second stretch; valid after `run`.
    private(set) var added: [Int] = []
    /// For each d the x of diagonals -d, -d + 2, … d, or -1 where there is none; the d + 1 of d begin at d(d + 1)/2.
    private var reach: [Int32] = []

    /// Searches from the beginning of both stretches. When the bound ends the search, the first half of the way that
    /// came farthest is given: its later half is the more doubtful one.
    mutating func run(
        _ before: UnsafeBufferPointer<Int32>, _ after: UnsafeBufferPointer<Int32>, _ terms: Terms
    ) -> Reached {
        removed.removeAll(keepingCapacity: true)
        added.removeAll(keepingCapacity: true)
        reach.removeAll(keepingCapacity: true)
        var d = 0
        while true {
            var farthest = (sum: -1, k: 0)
            var content: (run: Int, k: Int)?
            for k in stride(from: -d, through: d, by: 2) {
                let start = step(d, k, before.count, after.count).x
                guard start >= 0 else {
                    reach.append(-1)
                    continue
                }
                var x = start
                var y = x - k
                while x < before.count, y < after.count, before[x] == after[y] {
                    x += 1
                    y += 1
                }
                reach.append(Int32(truncatingIfNeeded: x))
                if x == before.count, y == after.count {
                    return trace(d, k, upTo: d, before.count, after.count, isContent: true)
                }
                if x + y > farthest.sum { farthest = (x + y, k) }
                if let enough = terms.contentRun, x - start >= max(enough, content?.run ?? 0) {
                    content = (x - start, k)
                }
            }
            if let content {
                return trace(d, content.k, upTo: d, before.count, after.count, isContent: true)
            }
            if d == terms.bound {
                return trace(d, farthest.k, upTo: d / 2, before.count, after.count, isContent: false)
            }
            d += 1
        }
    }

    /// The farther of the two ways onto diagonal k by the d-th change; x is -1 when neither stays inside.
    private func step(_ d: Int, _ k: Int, _ beforeCount: Int, _ afterCount: Int) -> (x: Int, isAdded: Bool) {
        guard d > 0 else { return (0, false) }
        let base = d * (d - 1) / 2
        // Diagonal k + 1 has index (k + d) / 2 in the row of d - 1, and k - 1 the index before that.
        let index = (k + d) / 2
        var addedX = index < d ? Int(reach[base + index]) : -1
        if addedX >= 0, addedX - k > afterCount { addedX = -1 }
        var removedX = index > 0 ? Int(reach[base + index - 1]) : -1
        if removedX >= 0 { removedX = removedX < beforeCount ? removedX + 1 : -1 }
        return addedX >= removedX ? (addedX, true) : (removedX, false)
    }

    /// Goes back from where d changes led to on diagonal k, and notes the changes up to the `last`.
    private mutating func trace(
        _ d: Int, _ k: Int, upTo last: Int, _ beforeCount: Int, _ afterCount: Int, isContent: Bool
    ) -> Reached {
        var k = k
        var reached = Reached(before: 0, after: 0, isContent: isContent)
        for d in stride(from: d, through: 0, by: -1) {
            if d == last {
                let x = Int(reach[d * (d + 1) / 2 + (k + d) / 2])
                reached.before = x
                reached.after = x - k
            }
            guard d > 0 else { break }
            let (x, isAdded) = step(d, k, beforeCount, afterCount)
            if d <= last {
                if isAdded { added.append(x - k - 1) } else { removed.append(x - 1) }
            }
            k += isAdded ? 1 : -1
        }
        return reached
    }
}
