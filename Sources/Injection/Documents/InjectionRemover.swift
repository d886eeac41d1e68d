import Manifests

/// Takes back what was injected: what the status of each object says.
struct InjectionRemover {
    /// What stood in the way.
    private(set) var diagnostics: [Diagnostic] = []
    /// How many objects were put back.
    private(set) var count = 0

    /// Texts that are put back have to mean there what they meant: after a conversion, or in another column, they do not,
    /// and their values are written anew.
    private static func write(_ root: Draft, _ document: Document) throws(EditError) -> [UInt8] {
        guard root.hasRawText else { return try DocumentEditor.write(root, of: document) }
        for draft in [root, root.withoutRawText] {
            guard let bytes = try? DocumentEditor.write(draft, of: document),
                let after = try? YAML.parse(Source(name: document.source.name, bytes: bytes)), after.count == 1,
                draft.means(after[0].root)
            else { continue }
            return bytes
        }
        throw EditError(message: "the text that was there does not fit any more")
    }

    /// The document's text as it was before; `nil` when nothing in it was injected.
    mutating func remove(_ document: Document) -> [UInt8]? {
        var root = Draft(document.root)
        var found: [Diagnostic] = []
        var number = 0
        let isChanged = ObjectWalk.change(&root) { object, type in
            guard let origin = object.origin, let path = type.templatePath,
                let text = object[path: path + ["metadata", "annotations", InjectionStatus.annotation]]
            else { return false }
            guard let status = text.text.flatMap({ InjectionStatus($0) }) else {
                found.append(
                    Diagnostic(
                        .error, "\(InjectionStatus.annotation) cannot be read: it was edited",
                        cure: "remove by hand what was injected, and the annotation", at: text.origin ?? origin))
                return false
            }
            switch status.undo {
            case .reversal(let reversal):
                object.update(path: path[...]) { reversal.apply(to: &$0) }
            case .original(let original, let fingerprint):
                guard Fingerprint.of(object.value) == fingerprint else {
                    found.append(
                        Diagnostic(
                            .error,
                            "the object was edited since it was injected: putting its text back would lose that",
                            cure: "take the edits back, or remove by hand what was injected", at: origin))
                    return false
                }
                object.put(back: original)
            }
            number += 1
            return true
        }
        diagnostics += found
        guard isChanged else { return nil }
        do throws(EditError) {
            let bytes = try InjectionRemover.write(root, document)
            count += number
            return bytes
        } catch {
            diagnostics.append(
                Diagnostic(
                    .error, "what was injected cannot be taken out: \(error.message)",
                    cure: "was the file edited since?", at: document.root))
            return nil
        }
    }
}
