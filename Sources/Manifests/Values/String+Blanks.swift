extension [UInt8] {
    /// Appends this many blanks.
    mutating func appendBlanks(_ count: Int) {
        append(contentsOf: repeatElement(Ascii.space, count: Swift.max(count, 0)))
    }
}
