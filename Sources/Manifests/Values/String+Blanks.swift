extension String {
    /// Appends this many blanks.
    mutating func appendBlanks(_ count: Int) {
        for _ in 0..<max(count, 0) { append(" ") }
    }
}
