import Manifests
import Startup

/// Injects into the documents of a source, and checks what came out before anyone sees it.
public struct DocumentInjector {
    private let settings: InjectionSettings
    private var pods: PodInjector
    /// What was done, workload by workload.
    public private(set) var injected: [InjectedPod] = []
    /// What stood in the way, or is worth knowing.
    public private(set) var diagnostics: [Diagnostic] = []

    /// An injector with these settings.
    public init(_ settings: InjectionSettings) {
        self.settings = settings
        pods = PodInjector(settings)
    }

    /// The document's text with its start-up order built in; `nil` when it stays as it is.
    ///
    /// What is put in is checked: the text has to parse to exactly what was meant, and taking everything back has to
    /// give the original bytes. Where that cannot be had by small edits (a shared alias, a list that shares its line),
    /// the changed objects are written anew, and a diagnostic says so.
    public mutating func inject(_ document: Document, _ workloads: [Int: Workload]) -> [UInt8]? {
        var found: [InjectedPod] = []
        var root = Draft(document.root)
        let isChanged = ObjectWalk.change(&root) { object, _ in
            guard let index = object.origin?.position, let workload = workloads[index], settings.takes(workload) else {
                return false
            }
            guard let pod = pods.inject(&object, workload) else { return false }
            found.append(pod)
            return pod.isChanged
        }
        diagnostics += pods.takeDiagnostics()
        guard isChanged else {
            injected += found
            return nil
        }
        if !found.contains(where: \.isRewritten), let bytes = check(root, document) {
            injected += found
            return bytes
        }
        for pod in found where pod.isChanged {
            diagnostics.append(
                pod.place.diagnostic(
                    .warning, "\(pod.title) cannot be edited in place and is written anew: comments and anchors go",
                    cure: "the original text is kept in \(InjectionStatus.annotation); --remove puts it back"))
        }
        injected += found.map { pod in
            var pod = pod
            pod.isRewritten = pod.isChanged
            return pod
        }
        var anew = root
        _ = ObjectWalk.change(&anew) { object, type in
            guard object.isChanged else { return false }
            object = DocumentInjector.rewritten(object, type, document)
            return true
        }
        if let bytes = check(anew, document) {
            guard bytes.count < 2 * InjectionStatus.limit || isSmall(anew) else {
                diagnostics.append(
                    Diagnostic(
                        .error, "its original text is too long for an annotation, whose limit is 256 KiB",
                        cure: "write out its anchors and aliases, so that it can be edited in place", at: document.root)
                )
                return nil
            }
            return bytes
        }
        diagnostics.append(
            Diagnostic(
                .error, "this document cannot be injected without changing what else it means",
                cure: "write out its anchors and aliases", at: document.root))
        return nil
    }

    /// Whether every status fits into an annotation (apimachinery `TotalAnnotationSizeLimitB`).
    private func isSmall(_ root: Draft) -> Bool {
        var draft = root
        var isSmall = true
        _ = ObjectWalk.change(&draft) { object, type in
            guard let path = type.templatePath else { return false }
            let status = object[path: path + ["metadata", "annotations", InjectionStatus.annotation]]?.text ?? ""
            if status.utf8.count > InjectionStatus.limit { isSmall = false }
            return false
        }
        return isSmall
    }

    /// Writes the object anew, its text before kept in its status.
    private static func rewritten(_ object: Draft, _ type: ObjectType, _ document: Document) -> Draft {
        guard let origin = object.origin, let path = type.templatePath else { return object }
        var object = object
        let text = String(decoding: origin.source.bytes[origin.range], as: UTF8.self)
        let fingerprint = Fingerprint.of(object.value)
        let place = path + ["metadata", "annotations"]
        object.update(path: place[...]) { annotations in
            guard var status = annotations[InjectionStatus.annotation]?.text.flatMap({ InjectionStatus($0) }) else {
                return
            }
            status.undo = .original(text: text, fingerprint: fingerprint)
            annotations.set(InjectionStatus.annotation, .string(status.text))
        }
        return DocumentEditor.rewritten(object, in: document)
    }

    private func check(_ root: Draft, _ document: Document) -> [UInt8]? {
        guard let bytes = try? DocumentEditor.write(root, of: document),
            let after = try? YAML.parse(Source(name: document.source.name, bytes: bytes)), after.count == 1,
            root.means(after[0].root)
        else { return nil }
        var remover = InjectionRemover()
        guard let before = remover.remove(after[0]), remover.diagnostics.isEmpty,
            before[...] == document.source.bytes[document.range]
        else { return nil }
        return bytes
    }
}
