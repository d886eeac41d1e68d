import Manifests
import Startup

/// What injection makes of one object that came over the wire: values in, values out.
///
/// The same decisions as ``InjectionRun``, without its care for bytes: nobody sees the text of an object that was sent,
/// so that nothing is written, read again and compared. That care is most of what injection costs.
package struct ObjectInjection: Sendable {
    /// The object as it came; what was not touched may be left out, here and in ``after`` alike.
    package var before: Value
    /// As it is to be; `nil` when it stays as it is.
    package var after: Value?
    /// What was done; `nil` when nothing was.
    package var pod: InjectedPod?
    /// What stood in the way, or is worth knowing.
    package var diagnostics: [Diagnostic] = []

    /// Injects into an object: what an earlier call put in is taken out first, what others have added to it stays.
    package static func inject(_ node: Node, _ settings: InjectionSettings) -> ObjectInjection {
        let document = Document(of: node)
        guard let status = status(document) else { return first(document, settings) }
        return again(document, status, settings)
    }

    // MARK: The first time

    /// - Parameter isWhole: whether the result has all of the object, and nothing of what it was.
    private static func first(
        _ document: Document, _ settings: InjectionSettings, isWhole: Bool = false
    ) -> ObjectInjection {
        var result = ObjectInjection(before: .null)
        let set = ManifestSet([document])
        result.diagnostics = set.diagnostics
        guard let workload = set.workloads.first, set.workloads.count == 1,
            workload.node.position == document.root.position, settings.takes(workload)
        else { return result }
        var draft = Draft(document.root)
        var injector = PodInjector(settings)
        let pod = injector.inject(&draft, workload)
        result.diagnostics += injector.takeDiagnostics()
        guard let pod else { return result }
        // What cannot be undone piece by piece keeps the whole text: that is the other way's affair.
        if pod.isRewritten { return rewritten(document, settings) }
        result.pod = pod
        guard pod.isChanged else { return result }
        (result.before, result.after) = isWhole ? (.null, draft.value) : draft.difference
        return result
    }

    private static func rewritten(_ document: Document, _ settings: InjectionSettings) -> ObjectInjection {
        var result = ObjectInjection(before: .null)
        guard let document = ownText(document, document.source.bytes[document.range]) else { return result }
        let workloads = ManifestSet([document]).workloads
        var injector = DocumentInjector(settings)
        let bytes = injector.inject(
            document, Dictionary(workloads.map { ($0.node.position, $0) }) { first, _ in first })
        // That its text is written anew is no news to somebody who sent an object.
        result.diagnostics = injector.diagnostics.filter { $0.severity == .error }
        guard let bytes, let after = try? YAML.parse(Source(name: document.source.name, bytes: bytes)).first else {
            return result
        }
        result.pod = injector.injected.first
        result.before = Value(document.root)
        result.after = Value(after.root)
        return result
    }

    // MARK: Again

    /// As if it had been there all at once: taken out, what is there now looked at, and put in anew.
    private static func again(
        _ document: Document, _ status: String, _ settings: InjectionSettings
    ) -> ObjectInjection {
        var result = ObjectInjection(before: .null)
        guard let own = ownText(document, document.source.bytes[document.range]) else { return result }
        var remover = InjectionRemover()
        guard let bytes = remover.remove(own), let bare = ownText(document, bytes[...]) else {
            result.diagnostics = remover.diagnostics
            // It was held once, and something that came later is in the way: it stays held as it is.
            if InjectionStatus(status) != nil {
                for index in result.diagnostics.indices { result.diagnostics[index].severity = .warning }
            }
            return result
        }
        result = first(bare, settings, isWhole: true)
        let base = Value(bare.root)
        if result.diagnostics.contains(where: { $0.severity == .error }) { return result }
        result.before = Value(document.root)
        // Without a reason to hold it any more, what was put in goes.
        let fresh = result.after ?? base
        let after = LaterAdditions(base: base, asked: result.before).kept(in: fresh)
        result.after = after.sorted == result.before.sorted ? nil : after
        return result
    }

    private static func status(_ document: Document) -> String? {
        guard
            let path = ObjectType(
                kind: document.root["kind"]?.text ?? "", apiVersion: document.root["apiVersion"]?.text ?? ""
            ).templatePath
        else { return nil }
        var node = document.root
        for key in path + ["metadata", "annotations", InjectionStatus.annotation] {
            guard node.kind == .mapping, let next = node[key] else { return nil }
            node = next
        }
        return node.text
    }

    /// A document whose text is that of the object alone, and ends in a line break, as edits want it.
    private static func ownText(_ document: Document, _ text: ArraySlice<UInt8>) -> Document? {
        let isEnded = text.last == UInt8(ascii: "\n")
        let source = Source(name: document.source.name, bytes: text + (isEnded ? [] : [UInt8(ascii: "\n")]))
        return try? YAML.parse(source).first
    }
}
