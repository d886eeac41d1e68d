/// Finds lines that are there exactly once in both stretches, in the same order: as good as certain to be the same.
struct LineAnchors {
    /// For each line's number how often it is in a stretch, and where; all zero between two uses.
    private var entries: [Entry]

    private struct Entry {
        var before: Int32 = 0
        var after: Int32 = 0
        var place = 0
    }

    /// For lines with numbers below this.
    init(ids: Int) {
        entries = [Entry](repeating: Entry(), count: ids)
    }

    /// The most such lines that are in the same order in both, as places in the texts.
    mutating func pairs(
        _ before: [Int32], _ old: Range<Int>, _ after: [Int32], _ new: Range<Int>
    ) -> [(before: Int, after: Int)] {
        for place in old { entries[Int(before[place])].before += 1 }
        for place in new {
            entries[Int(after[place])].after += 1
            entries[Int(after[place])].place = place
        }
        var pairs: [(before: Int, after: Int)] = []
        for place in old {
            let entry = entries[Int(before[place])]
            if entry.before == 1, entry.after == 1 { pairs.append((place, entry.place)) }
        }
        for place in old { entries[Int(before[place])] = Entry() }
        for place in new { entries[Int(after[place])] = Entry() }
        return LongestIncreasing.places(pairs.map(\.after)).map { pairs[$0] }
    }
}
