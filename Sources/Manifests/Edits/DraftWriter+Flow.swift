extension DraftWriter {
    /// How what stands in brackets is laid out.
    private struct FlowLayout {
        var isJSON: Bool
        /// Between two of its parts.
        var separator: String
        /// In columns: where its parts begin, if each has a line of its own.
        var column: Int?
        var lineBreak: String
        var step: Int
    }

    private func flowLayout(_ origin: Node, _ starts: [Int], isJSON: Bool) -> FlowLayout {
        let style = layout.style
        guard layout.isInLines(origin), let first = starts.first else {
            return FlowLayout(
                isJSON: isJSON, separator: ", ", column: nil, lineBreak: style.lineBreak, step: style.indent)
        }
        let column = layout.column(of: first)
        let outer = layout.lineStart(origin.range.lowerBound)
        let outerColumn = layout.bytes[outer...].prefix { $0 == Ascii.space }.count
        let blanks = layout.bytes[layout.lineStart(first)..<first]
        return FlowLayout(
            isJSON: isJSON, separator: "," + style.lineBreak + String(decoding: blanks, as: UTF8.self), column: column,
            lineBreak: style.lineBreak, step: max(1, min(8, column - outerColumn)))
    }

    private func text(_ draft: Draft, _ flow: FlowLayout) throws(EditError) -> String {
        if draft.home != nil { return try flowItems([draft], separator: "", isJSON: flow.isJSON) }
        if draft.items.contains(where: { $0.home != nil }) {
            let items = try flowItems(draft.items, separator: flow.separator, isJSON: flow.isJSON)
            return "[" + items + "]"
        }
        if flow.isJSON, let column = flow.column {
            return ValueWriter.json(draft.value, step: flow.step, indent: column, lineBreak: flow.lineBreak)
        }
        return ValueWriter.flow(draft.value, isJSON: flow.isJSON)
    }

    private func key(_ key: String, _ flow: FlowLayout) -> String {
        ValueWriter.flow(.string(key), isJSON: flow.isJSON) + ": "
    }

    mutating func writeFlow(_ origin: Node, _ fields: [Draft.Field], column: Int) throws(EditError) {
        let entries = origin.entries
        let isJSON = entries.isEmpty ? isRootJSON : layout.isJSON(origin)
        let flow = flowLayout(origin, entries.map { layout.start($0.key) }, isJSON: isJSON)
        var kept: [UInt32: Draft] = [:]
        for field in fields { if let key = field.origin { kept[key.index] = field.value } }
        for entry in entries {
            if let value = kept[entry.key.index] { try write(value, column: column, inFlow: true) }
        }
        let parts = entries.map { (layout.start($0.key), max($0.value.range.upperBound, $0.key.range.upperBound)) }
        let isKept = entries.map { kept[$0.key.index] != nil }
        remove(parts, isKept)
        let new = fields.filter { $0.origin == nil }
        guard !new.isEmpty else { return }
        var texts: [String] = []
        for field in new { texts.append(key(field.key, flow) + (try text(field.value, flow))) }
        guard isKept.contains(true) || parts.isEmpty else {
            // Nothing stays that it would have to be separated from.
            let end = parts[parts.count - 1].1
            splices.append(Splice(end..<end, texts.joined(separator: flow.separator)))
            return
        }
        insert(texts, at: parts.count, parts, isKept: [], origin, flow)
    }

    mutating func writeFlow(_ origin: Node, _ items: [Draft], column: Int) throws(EditError) {
        let old = origin.items
        let isJSON = old.isEmpty ? isRootJSON : layout.isJSON(origin)
        let flow = flowLayout(origin, old.map { layout.start($0) }, isJSON: isJSON)
        let parts = old.map { (layout.start($0), $0.range.upperBound) }
        let staying = ListOrder.staying(items.map { $0.home?.list == origin.index ? $0.home?.position : nil })
        var isKept = Array(repeating: false, count: old.count)
        var runs: [(at: Int, texts: [String])] = []
        var place = 0
        for (index, item) in items.enumerated() {
            if staying[index], let position = item.home?.position {
                isKept[position] = true
                try write(item, column: column, inFlow: true)
                place = position + 1
            } else {
                let text = try text(item, flow)
                if runs.last?.at == place {
                    runs[runs.count - 1].texts.append(text)
                } else {
                    runs.append((place, [text]))
                }
            }
        }
        for run in runs { insert(run.texts, at: run.at, parts, isKept: isKept, origin, flow) }
        remove(parts, isKept)
    }

    /// An empty collection looks like neither: it follows the document.
    var isRootJSON: Bool {
        var end = 0
        while end < layout.bytes.count, Ascii.isSpaceOrEnd(layout.bytes[end]) { end += 1 }
        return end < layout.bytes.count && layout.bytes[end] == Ascii.openBrace
    }

    /// Before the part at a place, or behind the last one that stays when none that stays comes after it. It has to
    /// come before the removals: where both begin at one byte, what is put in stands first.
    private mutating func insert(
        _ texts: [String], at place: Int, _ parts: [(Int, Int)], isKept: [Bool], _ origin: Node, _ flow: FlowLayout
    ) {
        let text = texts.joined(separator: flow.separator)
        if isKept.dropFirst(place).contains(true) {
            splices.append(Splice(parts[place].0..<parts[place].0, text + flow.separator))
        } else if place > 0 {
            splices.append(Splice(parts[place - 1].1..<parts[place - 1].1, flow.separator + text))
        } else {
            let start = parts.first?.0 ?? origin.range.lowerBound + 1
            splices.append(Splice(start..<start, text))
        }
    }

    /// Takes parts out with a separator each: the one behind, at the end the one before.
    private mutating func remove(_ parts: [(Int, Int)], _ isKept: [Bool]) {
        var index = 0
        while index < parts.count {
            guard !isKept[index] else {
                index += 1
                continue
            }
            var end = index
            while end < parts.count, !isKept[end] { end += 1 }
            if end < parts.count {
                splices.append(Splice(parts[index].0..<parts[end].0, ""))
            } else {
                let start = index > 0 ? parts[index - 1].1 : parts[0].0
                splices.append(Splice(start..<parts[end - 1].1, ""))
            }
            index = end
        }
    }
}
