/// A line of labels under a chart, none of which touches another.
struct AxisLabels {
    private var cells: [Character]

    /// An empty line of so many columns.
    init(width: Int) {
        cells = Array(repeating: " ", count: width)
    }

    /// All columns.
    var text: String { String(cells) }

    /// Whether there was room: within the line, and with a blank to either side.
    mutating func put(_ label: String, at start: Int) -> Bool {
        let end = start + label.count
        guard start >= 0, end <= cells.count else { return false }
        guard cells[max(0, start - 1)..<min(cells.count, end + 1)].allSatisfy({ $0 == " " }) else { return false }
        cells.replaceSubrange(start..<end, with: Array(label))
        return true
    }
}
