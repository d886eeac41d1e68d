/// Which of the known words someone may have meant.
public enum Suggestion {
    /// `did you mean "x"?` when one is near, otherwise all of them.
    public static func cure(for word: String, among known: [String]) -> String {
        let nearest = known.map { (word: $0, distance: distance(word, $0)) }.min { $0.distance < $1.distance }
        if let nearest, nearest.distance <= max(2, word.utf8.count / 3) { return "did you mean \"\(nearest.word)\"?" }
        if known.isEmpty { return "" }
        let shown = known.prefix(limit).map { "\"\($0)\"" }.joined(separator: ", ")
        return "use " + shown + (known.count > limit ? ", or another of the \(known.count)" : "")
    }

    /// More words than this nobody reads.
    private static let limit = 20

    /// Levenshtein's distance of the texts, without regard to case.
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.lowercased().utf8.prefix(64))
        let right = Array(right.lowercased().utf8.prefix(64))
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a == b ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count]
    }
}
