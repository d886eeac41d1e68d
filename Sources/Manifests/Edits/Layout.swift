/// Lines, columns and list items of a source: where text can be put in and taken out.
struct Layout: Sendable {
    let bytes: [UInt8]
    var style: TextStyle

    init(_ document: Document) {
        bytes = document.source.bytes
        style = TextStyle()
        let part = document.range
        if let feed = bytes[part].firstIndex(of: Ascii.lineFeed), feed > part.lowerBound,
            bytes[feed - 1] == Ascii.carriageReturn
        {
            style.lineBreak = "\r\n"
        }
        var found = (indent: Int?.none, list: Int?.none)
        find(document.root, depth: 0, &found)
        if let indent = found.indent { style.indent = indent }
        if let list = found.list { style.sequenceIndent = list }
    }

    /// The first steps of indentation that there are, in the order of the text; new text follows them.
    private func find(_ node: Node, depth: Int, _ found: inout (indent: Int?, list: Int?)) {
        guard depth < 12, node.style == .block, !node.isAlias, found.indent == nil || found.list == nil else { return }
        let tree = node.tree
        for pair in tree.pairs(of: node.index) {
            let record = tree.records[Int(pair.value)]
            guard record.style == .block, !record.isAlias else { continue }
            let step = column(of: Int(record.start)) - column(of: start(Node(tree: tree, index: pair.key)))
            if record.kind == .mapping, found.indent == nil, step > 0 { found.indent = min(step, 8) }
            if record.kind == .sequence, found.list == nil, step >= 0 { found.list = min(step, 8) }
            find(Node(tree: tree, index: pair.value), depth: depth + 1, &found)
            if found.indent != nil, found.list != nil { return }
        }
        if let first = node.items.first { find(first, depth: depth + 1, &found) }
    }

    func lineStart(_ position: Int) -> Int {
        var position = position
        while position > 0, bytes[position - 1] != Ascii.lineFeed { position -= 1 }
        return position
    }

    /// Behind the line break of the line that the position is in.
    func lineEnd(_ position: Int) -> Int {
        var position = position
        while position < bytes.count, bytes[position] != Ascii.lineFeed { position += 1 }
        return min(position + 1, bytes.count)
    }

    /// In bytes; what stands before a key or dash of a block collection is ASCII.
    func column(of position: Int) -> Int { position - lineStart(position) }

    /// Where a node begins, with its anchor and tag.
    func start(_ node: Node) -> Int {
        var start = node.range.lowerBound
        if let properties = node.tree.properties[node.index] {
            if let anchor = properties.anchor { start = min(start, anchor.lowerBound - 1) }
            if let tag = properties.tag { start = min(start, tag.lowerBound) }
        }
        return start
    }

    func isFirstOnLine(_ position: Int) -> Bool {
        bytes[lineStart(position)..<position].allSatisfy { $0 == Ascii.space || $0 == Ascii.tab }
    }

    /// Behind the last line before this one that is neither blank nor a comment.
    func behindLastContent(before position: Int) -> Int {
        var end = lineStart(position)
        while end > 0 {
            let start = lineStart(end - 1)
            let first = bytes[start..<end].first { $0 != Ascii.space && $0 != Ascii.tab }
            guard let first, first == Ascii.hash || first == Ascii.lineFeed || first == Ascii.carriageReturn else {
                return end
            }
            end = start
        }
        return end
    }

    /// Where the items of a list of lines begin and end: `count + 1` places. Comments above an item belong to it.
    func boundaries(_ list: Node) throws(EditError) -> [Int] {
        let first = list.range.lowerBound
        guard isFirstOnLine(first) else { throw EditError(message: "the list begins in the middle of a line") }
        var result = [behindLastContent(before: first)]
        for item in list.items {
            let end = lineEnd(item.range.upperBound)
            guard end > (result.last ?? 0) else { throw EditError(message: "two items of a list are on one line") }
            result.append(end)
        }
        return result
    }

    /// Whether what stands in brackets is laid out in lines.
    func isInLines(_ flow: Node) -> Bool {
        let end =
            flow.items.first.map { start($0) } ?? flow.entries.first.map { start($0.key) } ?? flow.range.upperBound
        return bytes[flow.range.lowerBound..<end].contains(Ascii.lineFeed)
    }

    /// Whether what stands in brackets has its texts in double quotes, as JSON does.
    func isJSON(_ flow: Node) -> Bool {
        if let key = flow.entries.first?.key { return key.style == .doubleQuoted }
        guard let item = flow.items.first else { return false }
        switch item.kind {
        case .scalar: return flow.items.contains { $0.style == .doubleQuoted }
        case .mapping, .sequence: return item.style == .flow && isJSON(item)
        }
    }
}
