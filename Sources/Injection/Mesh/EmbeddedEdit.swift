import Manifests

/// Edits YAML or JSON that is itself a text of a manifest.
package enum EmbeddedEdit {
    /// The text with the change; `nil` when nothing was changed.
    package static func change(
        _ text: String, _ name: String, _ change: (inout Draft) -> Bool
    ) throws(MeshHoldError) -> String? {
        let document: Document
        let isCut = !text.hasSuffix("\n")
        do throws(ParseError) {
            guard let first = try YAML.parse(isCut ? text + "\n" : text, name: name).first else {
                var draft = Draft(.mapping([]))
                return change(&draft) ? ValueWriter.blockDocument(draft.value, style: TextStyle()) : nil
            }
            document = first
        } catch {
            throw MeshHoldError(message: "\(name): \(error.message)", cure: error.cure ?? "")
        }
        guard document.root.kind == .mapping else {
            throw MeshHoldError(message: "\(name) must be a mapping", cure: "write key: value")
        }
        var draft = Draft(document.root)
        guard change(&draft) else { return nil }
        do throws(EditError) {
            var bytes = try DocumentEditor.write(draft, of: document)
            if isCut, bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
            let source = document.source.bytes
            let result = source[..<document.range.lowerBound] + bytes + source[document.range.upperBound...]
            return String(decoding: result, as: UTF8.self)
        } catch {
            throw MeshHoldError(message: "\(name) cannot be edited: \(error.message)", cure: "edit it by hand")
        }
    }
}
