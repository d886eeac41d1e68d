/// Writes changes with the lines around them.
struct HunkWriter {
    private(set) var output: [UInt8] = []
    private let before: [UInt8]
    private let after: [UInt8]
    private let old: LineTable
    private let new: LineTable
    private let context: Int

    init(_ before: [UInt8], _ after: [UInt8], _ old: LineTable, _ new: LineTable, context: Int) {
        self.before = before
        self.after = after
        self.old = old
        self.new = new
        self.context = context
    }

    mutating func append(_ text: String) {
        output += text.utf8
    }

    /// A hunk for every group of changes with no more than twice the context between one and the next.
    mutating func append(_ gaps: LineGaps) {
        let changed = gaps.removed.indices.filter { gaps.removed[$0] > 0 || gaps.added[$0] > 0 }
        var place = Place(gap: 0, old: 0, new: 0)
        var first = 0
        while first < changed.count {
            var last = first
            // Not as a sum: a context of Int.max stands for the whole text.
            while last + 1 < changed.count, (changed[last + 1] - changed[last] + 1) / 2 <= context { last += 1 }
            place.advance(to: changed[first] - min(context, changed[first]))
            appendHunk(changed[first...last], gaps, &place)
            first = last + 1
        }
    }

    /// In front of a line that stays, and behind the changes of its gap, once these are written.
    private struct Place {
        var gap: Int
        var old: Int
        var new: Int

        mutating func advance(to gap: Int) {
            old += gap - self.gap
            new += gap - self.gap
            self.gap = gap
        }
    }

    private mutating func appendHunk(_ changed: ArraySlice<Int>, _ gaps: LineGaps, _ place: inout Place) {
        guard let last = changed.last else { return }
        let end = last + min(context, gaps.removed.count - 1 - last)
        let kept = end - place.gap
        let removed = changed.reduce(0) { $0 + Int(gaps.removed[$1]) }
        let added = changed.reduce(0) { $0 + Int(gaps.added[$1]) }
        append("@@ -\(range(place.old, kept + removed)) +\(range(place.new, kept + added)) @@\n")
        for gap in changed {
            appendKept(upTo: gap, &place)
            for _ in 0..<gaps.removed[gap] {
                appendLine(Ascii.dash, before, old, place.old)
                place.old += 1
            }
            for _ in 0..<gaps.added[gap] {
                appendLine(Ascii.plus, after, new, place.new)
                place.new += 1
            }
        }
        appendKept(upTo: end, &place)
    }

    private mutating func appendKept(upTo gap: Int, _ place: inout Place) {
        for line in place.old..<place.old + gap - place.gap { appendLine(Ascii.space, before, old, line) }
        place.advance(to: gap)
    }

    private mutating func appendLine(_ mark: UInt8, _ text: [UInt8], _ table: LineTable, _ line: Int) {
        output.append(mark)
        let bytes = text[table.starts[line]..<table.starts[line + 1]]
        output += bytes
        if bytes.last != Ascii.lineFeed { append("\n\\ No newline at end of file\n") }
    }

    /// Counted from 1, without the length when that is 1; an empty range is named by the line in front of it.
    private func range(_ start: Int, _ count: Int) -> String {
        switch count {
        case 0: "\(start),0"
        case 1: "\(start + 1)"
        default: "\(start + 1),\(count)"
        }
    }
}
