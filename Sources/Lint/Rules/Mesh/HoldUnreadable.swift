import Manifests
import Startup

extension Rule {
    static let holdUnreadable = Rule(
        id: "HF403", name: "hold-unreadable", severity: .error,
        what: "The text of the annotation proxy.istio.io/config is no YAML or JSON mapping.",
        why: """
            The annotation's value is a document of its own. Istio's webhook refuses a pod whose document cannot be read \
            as a ProxyConfig, and with it every pod of the workload.
            """,
        source: "pkg/kube/inject/validate.go validateProxyConfig; pkg/config/mesh/mesh.go MergeProxyConfig",
        fix: "Write a mapping with a blank behind the colon: holdApplicationUntilProxyStarts: true.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
              annotations: {proxy.istio.io/config: "holdApplicationUntilProxyStarts=true"}
            spec: {containers: [{name: app, image: shop:1}]}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
              annotations: {proxy.istio.io/config: "holdApplicationUntilProxyStarts: true"}
            spec: {containers: [{name: app, image: shop:1}]}
            """,
        check: .pod { subject in
            guard let node = subject.pod.annotations[IstioHold.annotation], !node.isNull else { return [] }
            switch node.kind {
            case .sequence: return [hit(subject, node, "is a list")]
            case .mapping:
                // What was meant can be seen: the same as a text.
                let text = ValueWriter.blockDocument(Value(node), style: TextStyle())
                let fix = Fix("make \(IstioHold.annotation) a text", [.replace(node, .string(text))])
                return [hit(subject, node, "is a mapping, and annotations are texts", "write it as a text: |", fix)]
            case .scalar: return scalar(subject, node)
            }
        })

    private static func scalar(_ subject: PodSubject, _ node: Node) -> [Hit] {
        let text = node.text
        do throws(ParseError) {
            guard let root = try YAML.parse(text, name: "").first?.root, root.kind != .mapping, !root.isNull else {
                return []
            }
        } catch {
            return [hit(subject, node, offset: error.offset, "cannot be read: \(error.message)", error.cure ?? "")]
        }
        let words = text.split(maxSplits: 1) { $0 == "=" || $0 == ":" }.map { $0.trimmed }
        guard words.count == 2, HoldKey.isMeant(words[0]), words[1] == "true" || words[1] == "false" else {
            return [
                hit(subject, node, "is no mapping: \"\(text.prefix(60).trimmed)\"", "write \(IstioHold.key): true")
            ]
        }
        let meant = "\(IstioHold.key): \(words[1])"
        let fix = Fix("write \(meant)", [.replace(node, .string(meant))])
        return [hit(subject, node, "is no mapping: \"\(text.trimmed)\"", "write \"\(meant)\"", fix)]
    }

    private static func hit(
        _ subject: PodSubject, _ node: Node, offset: Int? = nil, _ what: String, _ cure: String = "", _ fix: Fix? = nil
    ) -> Hit {
        subject.hit(
            at: node, offset: offset,
            "\(IstioHold.annotation) of \(subject.pod.title) \(what); Istio refuses its pods", cure: cure, fix: fix)
    }
}
