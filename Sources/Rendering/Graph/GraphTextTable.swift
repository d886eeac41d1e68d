/// The lines of the nodes, in columns that are the same for all pods.
struct GraphTextTable {
    private let picture: GraphPicture
    private let nameWidth: Int
    private let kindWidth: Int
    private static let numberWidth = 8

    init(_ picture: GraphPicture, width: Int) {
        self.picture = picture
        kindWidth = picture.nodes.map(\.kind.rawValue.count).max() ?? 0
        let numbers = picture.hasTimes ? 3 * (Self.numberWidth + 1) : 0
        let longest = picture.nodes.map { LineText.plain($0.label).count }.max() ?? 0
        nameWidth = max(4, min(longest, width - 2 - 5 - kindWidth - 1 - numbers))
    }

    /// The names of the columns.
    var heading: String {
        line("wave", "name", "kind", picture.hasTimes ? ["starts", "ready", "slack"] : [])
    }

    /// A node; `*` at its beginning says that it is on the critical path.
    func row(_ index: Int) -> String {
        let node = picture.nodes[index]
        let times = [node.start, node.ready].map { $0.map(DurationText.format) ?? "never" }
        return line(
            String(node.wave), LineText.squeeze(LineText.plain(node.label), nameWidth), node.kind.rawValue,
            picture.hasTimes ? times + [node.slack.map(DurationText.format) ?? "–"] : [], isCritical: node.isCritical)
    }

    private func line(_ wave: String, _ name: String, _ kind: String, _ times: [String], isCritical: Bool = false)
        -> String
    {
        var line = (isCritical ? "* " : "  ") + LineText.pad(wave, 4) + " " + LineText.pad(name, nameWidth) + " "
        line += LineText.pad(kind, kindWidth)
        for time in times {
            line += " " + String(repeating: " ", count: max(0, Self.numberWidth - time.count)) + time
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}
