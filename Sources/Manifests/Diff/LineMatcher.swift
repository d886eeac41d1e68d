/// Decides which lines were removed and which added.
///
/// The fewest changes are looked for while they are few. When they are many, lines that are there exactly once in both
/// stretches divide these (in manifests names do that; without them a new document among many alike could look as if
/// all after it had changed names), and the parts are searched alike. A part with neither few changes nor such lines
/// is gone through from its beginning, content with the first way to a long run of equal lines.
struct LineMatcher {
    /// How many changes the exact search looks for: time and memory go with the square.
    private static let exactBound = 1024
    /// The same for a step of the search that is content with less.
    private static let stepBound = 256
    /// Equal lines in a row that no way with fewer changes came upon: hardly by chance.
    private static let contentRun = 32
    /// How often a part can be divided again; each time costs an exact search.
    private static let divisions = 8

    private let before: [Int32]
    private let after: [Int32]
    /// Whether each line of the first text is not in the second.
    private(set) var removed: [Bool]
    /// Whether each line of the second text is not in the first.
    private(set) var added: [Bool]
    private var search = EditSearch()
    private var anchors: LineAnchors

    init(_ before: [Int32], _ after: [Int32]) {
        self.before = before
        self.after = after
        removed = [Bool](repeating: false, count: before.count)
        added = [Bool](repeating: false, count: after.count)
        anchors = LineAnchors(ids: Int(max(before.max() ?? 0, after.max() ?? 0)) + 1)
    }

    /// Fills `removed` and `added`.
    mutating func match() {
        match(0..<before.count, 0..<after.count, divisions: LineMatcher.divisions)
    }

    private mutating func match(_ old: Range<Int>, _ new: Range<Int>, divisions: Int) {
        var old = old
        var new = new
        while let left = old.first, let right = new.first, before[left] == after[right] {
            old = left + 1..<old.upperBound
            new = right + 1..<new.upperBound
        }
        while let left = old.last, let right = new.last, before[left] == after[right] {
            old = old.lowerBound..<left
            new = new.lowerBound..<right
        }
        guard !old.isEmpty, !new.isEmpty else {
            for place in old { removed[place] = true }
            for place in new { added[place] = true }
            return
        }
        let exact = EditSearch.Terms(bound: LineMatcher.exactBound, contentRun: nil)
        if advance(&old, &new, exact, onlyIfContent: true) { return }
        let pairs = divisions > 0 ? anchors.pairs(before, old, after, new) : []
        guard !pairs.isEmpty else {
            let step = EditSearch.Terms(bound: LineMatcher.stepBound, contentRun: LineMatcher.contentRun)
            while !old.isEmpty || !new.isEmpty { _ = advance(&old, &new, step, onlyIfContent: false) }
            return
        }
        for pair in pairs {
            match(old.lowerBound..<pair.before, new.lowerBound..<pair.after, divisions: divisions - 1)
            old = pair.before + 1..<old.upperBound
            new = pair.after + 1..<new.upperBound
        }
        match(old, new, divisions: divisions - 1)
    }

    /// One search from the beginning of both ranges, which then begin behind what it settled.
    private mutating func advance(
        _ old: inout Range<Int>, _ new: inout Range<Int>, _ terms: EditSearch.Terms, onlyIfContent: Bool
    ) -> Bool {
        let reached = before.withUnsafeBufferPointer { before in
            after.withUnsafeBufferPointer { after in
                search.run(.init(rebasing: before[old]), .init(rebasing: after[new]), terms)
            }
        }
        guard reached.isContent || !onlyIfContent else { return false }
        for place in search.removed { removed[old.lowerBound + place] = true }
        for place in search.added { added[new.lowerBound + place] = true }
        old = old.lowerBound + reached.before..<old.upperBound
        new = new.lowerBound + reached.after..<new.upperBound
        return reached.isContent
    }
}
