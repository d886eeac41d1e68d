/// The changes by where they are among the lines that stay: gap k is in front of the k-th of these, counted from 0,
/// and the last gap is behind them all.
struct LineGaps {
    /// How many lines were removed in each gap.
    private(set) var removed: [Int32] = [0]
    /// How many lines were added in each gap.
    private(set) var added: [Int32] = [0]

    init(removed: [Bool], added: [Bool]) {
        var new = added.startIndex
        func countAdded(_ count: inout Int32) {
            while new < added.count, added[new] {
                count += 1
                new += 1
            }
        }
        countAdded(&self.added[0])
        for isRemoved in removed {
            if isRemoved {
                self.removed[self.removed.count - 1] += 1
            } else {
                new += 1
                self.removed.append(0)
                self.added.append(0)
                countAdded(&self.added[self.added.count - 1])
            }
        }
    }

    /// Moves runs of changed lines among equal lines, where there is a choice: together when they can meet, next to a
    /// change of the other text when they can, otherwise as far down as they can, as GNU `diff` does.
    mutating func slide(_ before: [Int32], _ after: [Int32]) {
        LineGaps.slide(before, &removed, beside: added)
        LineGaps.slide(after, &added, beside: removed)
    }

    private static func slide(_ lines: [Int32], _ runs: inout [Int32], beside others: [Int32]) {
        var gap = 0
        // The first line of the gap's run.
        var start = 0
        func canRise() -> Bool { gap > 0 && lines[start - 1] == lines[start + Int(runs[gap]) - 1] }
        func canFall() -> Bool { gap + 1 < runs.count && lines[start] == lines[start + Int(runs[gap])] }
        func rise() {
            let run = runs[gap]
            runs[gap] = 0
            gap -= 1
            start -= 1 + Int(runs[gap])
            runs[gap] += run
        }
        func fall() {
            let run = runs[gap]
            runs[gap] = 0
            gap += 1
            start += 1
            runs[gap] += run
        }
        while gap < runs.count {
            if runs[gap] > 0 {
                var company: Int?
                var size: Int32
                repeat {
                    size = runs[gap]
                    while canRise() { rise() }
                    company = others[gap] > 0 ? gap : nil
                    while canFall() {
                        fall()
                        if others[gap] > 0 { company = gap }
                    }
                    // A run that has met another one is longer and may have farther to go.
                } while runs[gap] != size
                while let company, gap > company { rise() }
            }
            start += Int(runs[gap]) + 1
            gap += 1
        }
    }
}
