import Manifests
import Probing
import StartupGraph

/// Reads the `holdfast.dev/` annotations of a pod.
public enum DeclarationReader {
    static let prefix = "holdfast.dev/"
    static let annotations = ["wait-for", "order", "startup", "strategy", "timeout", "on-timeout", "inject"]

    /// The pod's declaration with what policies, Istio's switches and defaults add, and what is wrong with it.
    ///
    /// `policies` are those that are for this pod (`StartupPolicy.matching`), the one that counts most first. Precedence, field by field: annotation, namespaced policy, cluster
    /// policy, defaults.
    public static func read(
        _ pod: Pod, mesh: IstioMesh, policies: [StartupPolicy] = [], defaults: Declaration.Defaults = .init(),
        cluster: Cluster = Cluster()
    ) -> (declaration: Declaration, diagnostics: [Diagnostic]) {
        var declaration = Declaration()
        var diagnostics: [Diagnostic] = []
        for (key, node) in pod.annotations.sorted(by: { $0.key < $1.key }) where key.hasPrefix(prefix) {
            read(String(key.dropFirst(prefix.count)), node, into: &declaration, &diagnostics)
        }
        if !declaration.isOptedOut {
            diagnostics += PolicyMerge.apply(policies, to: pod, mesh: mesh, cluster: cluster, &declaration)
        }
        PolicyMerge.apply(defaults, to: &declaration)
        diagnostics += IstioHold.apply(mesh, to: pod, &declaration)
        check(pod, declaration, &diagnostics)
        return (declaration, diagnostics)
    }

    private static func read(
        _ name: String, _ node: Node, into declaration: inout Declaration, _ diagnostics: inout [Diagnostic]
    ) {
        // What inject did there, and what lint is to pass over, are not declarations.
        if name == "status" || name == "lint-ignore" { return }
        guard annotations.contains(name) else {
            diagnostics.append(
                Diagnostic(
                    .error, "there is no annotation \(prefix)\(name)",
                    cure: Suggestion.cure(for: name, among: annotations), at: node))
            return
        }
        var fields = FieldReader()
        guard let text = fields.string(node, "annotation \(prefix)\(name)") else {
            diagnostics += fields.diagnostics
            return
        }
        let place = Place(node)
        do throws(UsageError) {
            switch name {
            case "wait-for":
                declaration.declared.insert(.waits)
                for target in words(text) {
                    declaration.waits.append(
                        .init(url: target, target: try TargetParser.parse(target), place: place))
                }
            case "order":
                let names = words(text)
                declaration.named += names.map { ($0, place) }
                for (dependency, dependent) in zip(names, names.dropFirst()) {
                    declaration.needs.append(
                        .init(dependent: dependent, dependency: dependency, condition: .ready, place: place))
                }
            case "startup":
                guard let document = EmbeddedDocument(node, &diagnostics) else { return }
                diagnostics += StartupReader.read(document, into: &declaration)
            case "strategy":
                declaration.strategy = try strategy(text)
                declaration.declared.insert(.strategy)
            case "timeout":
                declaration.timeout = try TimeText.parse(text)
                declaration.declared.insert(.timeout)
            case "on-timeout":
                declaration.onTimeout = try OnTimeout(text)
                declaration.declared.insert(.onTimeout)
            default:
                guard text == "true" || text == "false" else {
                    throw UsageError("\"\(text)\" is neither true nor false", cure: "write \"true\" or \"false\"")
                }
                declaration.isOptedOut = text == "false"
            }
        } catch {
            diagnostics.append(place.diagnostic(.error, "\(prefix)\(name): \(error.message)", cure: error.cure))
        }
    }

    /// A strategy by the name that it has in manifests. Throws what can be written instead.
    public static func strategy(_ text: String) throws(UsageError) -> Strategy {
        if let strategy = Strategy.declarable.first(where: { $0.rawValue == text }) { return strategy }
        throw UsageError(
            "\"\(text)\" is not a strategy",
            cure: Phrase(Suggestion.cure(for: text, among: Strategy.declarable.filter { $0 != .gate }.map(\.rawValue))))
    }

    /// Separated by commas, blanks or both. A comma inside a target (`#status=200,204`) belongs to it unless what
    /// follows begins with a scheme of its own.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        for piece in text.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 }) {
            var isContinuation = false
            for part in piece.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: true) {
                let word = String(Substring(part))
                if isContinuation, !hasScheme(part), let last = words.last, last.utf8.contains(UInt8(ascii: "#")) {
                    words[words.count - 1] = last + "," + word
                } else {
                    words.append(word)
                }
                isContinuation = true
            }
        }
        return words
    }

    private static func hasScheme(_ part: Substring.UTF8View) -> Bool {
        let name = part.prefix {
            $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") || $0 == UInt8(ascii: "+")
        }
        return name.endIndex < part.endIndex && part[name.endIndex] == UInt8(ascii: ":")
    }

    /// Names that the pod does not have, and containers that wait for themselves.
    private static func check(_ pod: Pod, _ declaration: Declaration, _ diagnostics: inout [Diagnostic]) {
        let names = pod.all.map(\.name)
        for (name, place) in declaration.named
        where !names.contains(name) && !IstioHold.comesLater(name, pod, declaration) {
            diagnostics.append(
                place.diagnostic(
                    .error, "\(pod.title) has no container \"\(name)\"", cure: Suggestion.cure(for: name, among: names))
            )
        }
        for need in declaration.needs where need.dependent == need.dependency {
            diagnostics.append(
                need.place.diagnostic(
                    .error, "container \"\(need.dependent)\" waits for itself",
                    cure: "remove it from its own dependsOn"))
        }
    }
}
