/// Finds the splices that turn a source into what a draft of it means: bytes that need not change are not touched.
///
/// Splices come deepest first, in the order of the text: where several things are put in at one place, what belongs
/// to the inner collection stands before what belongs to the outer one.
struct DraftWriter {
    let layout: Layout
    var splices: [Splice] = []

    init(_ layout: Layout) {
        self.layout = layout
    }

    /// - Parameter column: where the keys of the enclosing mapping, or the dashes of the enclosing list, stand.
    mutating func write(_ draft: Draft, column: Int, inFlow: Bool) throws(EditError) {
        guard let origin = draft.origin else { throw EditError(message: "new text has no place of its own") }
        if let raw = draft.raw { return replace(origin, raw: raw) }
        if draft.isReplaced { return try replace(origin, by: draft, column: column, inFlow: inFlow) }
        switch draft.content {
        case .untouched: return
        case .scalar(let scalar):
            if origin.kind == .scalar, !origin.isAlias, origin.scalar == scalar { return }
        case .mapping, .made(.mapping):
            let fields = draft.fields
            if origin.kind == .mapping, !origin.isAlias {
                return origin.style == .block
                    ? try writeBlock(origin, fields) : try writeFlow(origin, fields, column: column)
            }
        case .sequence, .made:
            let items = draft.items
            if origin.kind == .sequence, !origin.isAlias {
                return origin.style == .block
                    ? try writeBlock(origin, items) : try writeFlow(origin, items, column: column)
            }
        }
        try replace(origin, by: draft, column: column, inFlow: inFlow)
    }

    private mutating func replace(
        _ origin: Node, by draft: Draft, column: Int, inFlow: Bool
    ) throws(EditError) {
        let range = origin.range
        let value = draft.value
        if case .scalar(let scalar) = value {
            // JSON knows double quotes only.
            let text =
                inFlow && isRootJSON
                ? ValueWriter.flow(value, isJSON: true) : ValueWriter.scalar(scalar, isFlow: inFlow)
            // In a column of its own: right below its key it would not be the key's value.
            let isApart = range.isEmpty || !inFlow && origin.style == .block && !origin.isAlias
            splices.append(Splice(range, isApart ? " " + text : text))
        } else if inFlow || !range.isEmpty && (origin.style != .block || origin.isAlias) {
            splices.append(Splice(range, ValueWriter.flow(value, isJSON: isRootJSON)))
        } else if range.isEmpty {
            let end = layout.lineEnd(range.lowerBound)
            splices.append(Splice(end..<end, bytes: try lines(of: draft, under: column)))
        } else {
            let text = try lines(of: draft, at: layout.column(of: range.lowerBound))
            let start = layout.lineStart(range.lowerBound)
            // What stands before the first key on its line, such as a dash, stays.
            splices.append(Splice(range, bytes: DraftWriter.trimmed(text, leading: range.lowerBound - start)))
        }
    }

    /// Puts a text back that stood there before; an empty one had nothing behind its key.
    private mutating func replace(_ origin: Node, raw: String) {
        let range = origin.range
        guard raw.isEmpty else { return splices.append(Splice(range, raw)) }
        guard origin.style == .block else {
            // With the value goes the blank that was put before it.
            let start = range.lowerBound
            let hasBlank = start > 0 && layout.bytes[start - 1] == Ascii.space
            return splices.append(Splice((hasBlank ? start - 1 : start)..<range.upperBound, ""))
        }
        let start = layout.behindLastContent(before: layout.lineStart(range.lowerBound))
        splices.append(Splice(start..<layout.lineEnd(range.upperBound), ""))
    }

    /// Without the blanks that the first line begins with and without the last line break.
    static func trimmed(_ text: [UInt8], leading: Int) -> [UInt8] {
        var bytes = text.dropFirst(leading)
        if bytes.last == Ascii.lineFeed { bytes = bytes.dropLast() }
        if bytes.last == Ascii.carriageReturn { bytes = bytes.dropLast() }
        return Array(bytes)
    }

    // MARK: Mappings of lines

    private mutating func writeBlock(_ origin: Node, _ fields: [Draft.Field]) throws(EditError) {
        let tree = origin.tree
        let pairs = tree.pairs(of: origin.index)
        guard let first = pairs.first, let last = pairs.last else { return }
        let column = layout.column(of: layout.start(Node(tree: tree, index: first.key)))
        let kept = DraftWriter.kept(fields, pairs)
        if fields.isEmpty { return splices.append(Splice(origin.range, "{}")) }
        for (index, pair) in pairs.enumerated() {
            if let field = kept[index] {
                if !fields[field].value.isUntouched {
                    try write(fields[field].value, column: column, inFlow: false)
                }
                continue
            }
            let start = layout.start(Node(tree: tree, index: pair.key))
            if layout.isFirstOnLine(start) {
                let end = layout.lineEnd(Node(tree: tree, index: pair.value).range.upperBound)
                splices.append(Splice(layout.lineStart(start)..<end, ""))
            } else {
                guard index + 1 < pairs.count, kept[index + 1] != nil else {
                    throw EditError(message: "the first keys of a list's item are to go")
                }
                let next = layout.start(Node(tree: tree, index: pairs[index + 1].key))
                splices.append(Splice(start..<next, ""))
            }
        }
        let end = layout.lineEnd(Node(tree: tree, index: last.value).range.upperBound)
        for index in fields.indices where fields[index].origin == nil {
            let field = fields[index]
            splices.append(Splice(end..<end, bytes: try self.lines(of: field, column: column)))
        }
    }

    /// For each entry of the source the field that it is now: both are in the order of the source.
    private static func kept(_ fields: [Draft.Field], _ pairs: [Tree.Pair]) -> [Int?] {
        var field = 0
        return pairs.map { pair in
            while field < fields.count, fields[field].origin == nil { field += 1 }
            guard field < fields.count, fields[field].origin?.index == pair.key else { return nil }
            field += 1
            return field - 1
        }
    }

    // MARK: Lists of lines

    private mutating func writeBlock(_ origin: Node, _ items: [Draft]) throws(EditError) {
        let boundaries = try layout.boundaries(origin)
        let column = layout.column(of: origin.range.lowerBound)
        // In a column of its own: right below its key a bracket would not be the key's value.
        if items.isEmpty { return splices.append(Splice(origin.range, " []")) }
        let staying = ListOrder.staying(items.map { $0.home?.list == origin.index ? $0.home?.position : nil })
        var place = 0
        for (index, item) in items.enumerated() {
            if staying[index], let position = item.home?.position {
                remove(place..<position, boundaries)
                try write(item, column: column, inFlow: false)
                place = position + 1
            } else {
                // Before what stays next: what lies between is removed, so that either side of it is as good.
                let at = boundaries[place]
                splices.append(Splice(at..<at, bytes: try text(ofItem: item, column: column)))
            }
        }
        remove(place..<boundaries.count - 1, boundaries)
    }

    private mutating func remove(_ positions: Range<Int>, _ boundaries: [Int]) {
        guard !positions.isEmpty else { return }
        splices.append(Splice(boundaries[positions.lowerBound]..<boundaries[positions.upperBound], ""))
    }

    /// An item as lines, its dash in the column: new, or with the bytes that it had elsewhere.
    private func text(ofItem item: Draft, column: Int) throws(EditError) -> [UInt8] {
        guard let origin = item.origin, let home = item.home else {
            var writer = BlockWriter(layout.style)
            writer.writeItem(item.value, at: column, isInline: false)
            return writer.out
        }
        let list = Node(tree: origin.tree, index: home.list)
        guard list.style == .block else {
            var text: [UInt8] = []
            text.appendBlanks(column)
            text += "- ".utf8
            text += try moved(item, origin.range)
            return text + layout.style.lineBreak.utf8
        }
        let boundaries = try layout.boundaries(list)
        let text = try moved(item, boundaries[home.position]..<boundaries[home.position + 1])
        return Reindent.shift(text, by: column - layout.column(of: list.range.lowerBound))
    }

    /// A part of the source, with what is changed inside the item that it holds.
    private func moved(_ item: Draft, _ part: Range<Int>) throws(EditError) -> [UInt8] {
        var writer = DraftWriter(layout)
        try writer.write(item, column: layout.column(of: item.origin?.range.lowerBound ?? 0), inFlow: false)
        guard let bytes = Splice.apply(writer.splices, to: layout.bytes, within: part) else {
            throw EditError(message: "changes inside a moved item overlap")
        }
        return bytes
    }

    // MARK: New text

    /// A new entry.
    private func lines(of field: Draft.Field, column: Int) throws(EditError) -> [UInt8] {
        // What is new as a whole has no items from elsewhere.
        var items: [Draft] = []
        if case .sequence(let parts) = field.value.content { items = parts }
        guard items.indices.contains(where: { items[$0].home != nil }) else {
            var writer = BlockWriter(layout.style)
            writer.writeEntry(Value.Field(field.key, field.value.value), at: column, isInline: false)
            return writer.out
        }
        var text: [UInt8] = []
        text.appendBlanks(column)
        ScalarWriter.write(field.key, isFlow: false, to: &text)
        text.append(Ascii.colon)
        let homes = items.compactMap { item in
            item.home.flatMap { home in item.origin.map { Node(tree: $0.tree, index: home.list) } }
        }
        if homes.contains(where: { $0.style == .flow }) {
            text += " [\(try flowItems(items, separator: ", ", isJSON: false))]\(layout.style.lineBreak)".utf8
            return text
        }
        text += layout.style.lineBreak.utf8
        for item in items { text += try self.text(ofItem: item, column: column + layout.style.sequenceIndent) }
        return text
    }

    /// The fields or items of a collection that had nothing behind its key.
    private func lines(of draft: Draft, under column: Int) throws(EditError) -> [UInt8] {
        let isList = draft.kind == .sequence
        return try lines(of: draft, at: column + (isList ? layout.style.sequenceIndent : layout.style.indent))
    }

    private func lines(of draft: Draft, at column: Int) throws(EditError) -> [UInt8] {
        var text: [UInt8] = []
        for field in draft.fields where !field.isMerge { text += try lines(of: field, column: column) }
        for item in draft.items { text += try self.text(ofItem: item, column: column) }
        return text
    }

    /// Whether an item of a list of lines is in brackets itself, on a line without anything else.
    private func isAlone(_ item: Draft) -> Bool {
        guard let origin = item.origin, let home = item.home, origin.style == .flow,
            let boundaries = try? layout.boundaries(Node(tree: origin.tree, index: home.list))
        else { return false }
        let before = layout.bytes[boundaries[home.position]..<layout.start(origin)]
        let behind = layout.bytes[origin.range.upperBound..<boundaries[home.position + 1]]
        return before.allSatisfy { $0 == Ascii.space || $0 == Ascii.dash }
            && behind.allSatisfy { Ascii.isBlank($0) || Ascii.isBreak($0) }
    }

    /// Items between brackets: new ones as flow, those from elsewhere as they are written there.
    func flowItems(_ items: [Draft], separator: String, isJSON: Bool) throws(EditError) -> String {
        var texts: [String] = []
        for item in items {
            if let origin = item.origin, let home = item.home {
                guard Node(tree: origin.tree, index: home.list).style == .flow || isAlone(item) else {
                    throw EditError(message: "lines cannot be moved into brackets")
                }
                let bytes = try moved(item, layout.start(origin)..<origin.range.upperBound)
                texts.append(String(decoding: bytes, as: UTF8.self))
            } else {
                texts.append(ValueWriter.flow(item.value, isJSON: isJSON))
            }
        }
        return texts.joined(separator: separator)
    }
}
