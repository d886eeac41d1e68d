import Injection
import Manifests

/// A fix of one object of a file.
package struct ObjectFix: Sendable {
    /// The object: the whole document, or the item of a `List`.
    package var object: Node
    /// What is done to it.
    package var fix: Fix

    package init(_ fix: Fix, of object: Node) {
        self.object = object
        self.fix = fix
    }

    /// The document's new text with the fixes that are about its objects; `nil` where nothing is to be done.
    ///
    /// Throws when they cannot be made by small edits. What comes out was parsed, and means exactly what was meant.
    package static func apply(_ fixes: [ObjectFix], to document: Document) throws(EditError) -> [UInt8]? {
        var root = Draft(document.root)
        var isPossible = true
        // A list may have thousands of objects, each with a fix of its own.
        let byPosition = Dictionary(grouping: fixes) { $0.object.position }
        let isChanged = ObjectWalk.change(&root) { object, _ in
            guard let origin = object.origin else { return false }
            let own = (byPosition[origin.position] ?? []).filter {
                $0.object.range == origin.range && $0.object.source.name == origin.source.name
            }
            if own.isEmpty { return false }
            if !FixApplier.apply(own.map(\.fix), to: &object, of: origin) { isPossible = false }
            return true
        }
        guard isChanged else { return nil }
        guard isPossible else { throw EditError(message: "a part of it is written elsewhere, by an alias") }
        let bytes = try DocumentEditor.write(root, of: document)
        guard let after = try? YAML.parse(Source(name: document.source.name, bytes: bytes)), after.count == 1,
            root.means(after[0].root)
        else { throw EditError(message: "the edited text would mean something else") }
        return bytes
    }
}
