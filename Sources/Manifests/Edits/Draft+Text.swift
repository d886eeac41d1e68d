extension Draft {
    /// Gives a key another text, written as the one before: a literal block stays one, with its indentation.
    public mutating func replaceText(_ key: String, by text: String) {
        update(key) { (draft: inout Draft) in
            guard let origin = draft.origin, origin.kind == .scalar, !origin.isAlias, origin.style == .literal,
                let raw = LiteralBlock.text(text, like: origin)
            else {
                draft = Draft(origin: draft.origin, content: .scalar(.string(text)), raw: nil)
                return
            }
            draft.replace(raw: raw, meaning: .string(text))
        }
    }
}
