/// Writes drafts of documents back into their text.
public enum DocumentEditor {
    /// The document's text with what the draft of its root changes; everything else keeps its bytes.
    ///
    /// Throws when that is not possible, for instance because a list would become empty, or changed parts overlap.
    /// The source has to end in a line break. The result is not checked: parse it and compare.
    public static func write(_ root: Draft, of document: Document) throws(EditError) -> [UInt8] {
        var writer = DraftWriter(Layout(document))
        try writer.write(root, column: 0, inFlow: false)
        guard let bytes = Splice.apply(writer.splices, to: document.source.bytes, within: document.range) else {
            throw EditError(message: "changes overlap")
        }
        return bytes
    }

    /// A draft whose whole text is written anew, in the format of the text that it replaces.
    public static func rewritten(_ draft: Draft, in document: Document) -> Draft {
        guard let origin = draft.origin else { return draft }
        let layout = Layout(document)
        let value = draft.value
        var result = draft
        let column = layout.column(of: origin.range.lowerBound)
        if origin.style == .block, !origin.isAlias {
            var writer = BlockWriter(layout.style)
            // As an item of a list two columns further left, its dash taken off again.
            if column >= 2 {
                writer.writeItem(value, at: column - 2, isInline: false)
            } else {
                writer.writeDocument(value)
            }
            let text = DraftWriter.trimmed(writer.out, leading: column >= 2 ? column : 0)
            result.replace(raw: String(decoding: text, as: UTF8.self), meaning: value)
        } else if layout.isJSON(origin.resolved), layout.isInLines(origin.resolved) {
            let line = layout.lineStart(origin.range.lowerBound)
            let blanks = layout.bytes[line...].prefix { $0 == Ascii.space }.count
            result.replace(
                raw: ValueWriter.json(
                    value, step: layout.style.indent, indent: blanks, lineBreak: layout.style.lineBreak), meaning: value
            )
        } else {
            result.replace(raw: ValueWriter.flow(value, isJSON: layout.isJSON(origin.resolved)), meaning: value)
        }
        return result
    }
}
