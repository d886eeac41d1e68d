import Manifests
import Startup

/// Finds the hold switch where Istio does not read it, and writes it where it does.
enum HoldSpelling {
    static func hits(in subject: PodSubject) -> [Hit] {
        let pod = subject.pod
        guard
            pod.annotations.keys.contains(where: { $0 == IstioHold.annotation || HoldKey.isMeant($0) })
                || pod.labels.keys.contains(where: HoldKey.isMeant)
        else { return [] }
        var hits: [Hit] = []
        let annotations = subject.workload.template["metadata"]?["annotations"]
        for entry in annotations?.entries.merged ?? [] {
            if entry.key.text == IstioHold.annotation {
                hits += embedded(entry.value, in: subject.workload.node, IstioHold.annotation, right: [])
            } else if HoldKey.isMeant(entry.key.text) {
                hits.append(
                    subject.hit(
                        at: entry.key,
                        "there is no annotation \(entry.key.text): Istio does not hold \(subject.pod.title)",
                        cure: "write \(IstioHold.annotation): \"\(IstioHold.key): true\"",
                        fix: annotations.flatMap { fix(entry, $0) }))
            }
        }
        for entry in subject.workload.template["metadata"]?["labels"]?.entries ?? []
        where HoldKey.isMeant(entry.key.text) {
            hits.append(
                subject.hit(
                    at: entry.key, "there is no label \(entry.key.text): Istio does not hold \(subject.pod.title)",
                    cure: "write the annotation \(IstioHold.annotation): \"\(IstioHold.key): true\""))
        }
        return hits
    }

    static func hits(in object: KubernetesObject) -> [Hit] {
        switch object.kind {
        case "ConfigMap":
            guard let text = MeshObjects.meshText(of: object) else { return [] }
            return embedded(text, in: object.node, "data.mesh", right: ["defaultConfig"])
        case "IstioOperator": return inOperator(object)
        case "ProxyConfig" where object.apiVersion.hasPrefix("networking.istio.io/"):
            return HoldKey.all(in: object.node["spec"] ?? object.node).map { found in
                Hit(
                    in: object.node, at: found.entry.key,
                    "ProxyConfig \(object.name) cannot set \(found.entry.key.text): the resource has no such field",
                    cure: "set it in the annotation \(IstioHold.annotation) or in meshConfig.defaultConfig")
            }
        default: return []
        }
    }

    private static func inOperator(_ object: KubernetesObject) -> [Hit] {
        guard let spec = object.node["spec"] else { return [] }
        let right = ["meshConfig", "defaultConfig"]
        return HoldKey.all(in: spec).compactMap { found -> Hit? in
            let parent = Array(found.path.dropLast())
            let key = found.entry.key.text
            if parent == right || parent == ["values"] + right, HoldKey.names.contains(key) { return nil }
            // A value of Helm's, which knows this spelling only.
            if parent == ["values", "global", "proxy"], key == IstioHold.key { return nil }
            let flag = HoldKey.meaning(found.entry.value)
            let home = spec.descend(parent)
            return Hit(
                in: object.node, at: found.entry.key, message("spec", found.path),
                cure: "write spec.meshConfig.defaultConfig.\(IstioHold.key): \(flag ?? true)",
                fix: flag.flatMap { flag in home.map { move(key, from: $0, parent, in: spec, to: right, flag) } })
        }
    }

    /// The key goes to where it is read. A mapping that would be left without anything is made anew, since small edits
    /// cannot empty and fill one.
    private static func move(
        _ key: String, from home: Node, _ parent: [String], in spec: Node, to right: [String], _ flag: Bool
    ) -> Fix {
        let title = "move \(key) to spec.meshConfig.defaultConfig"
        // What is said in the right place stands.
        if spec.descend(right + [IstioHold.key]) != nil {
            return Fix("drop \(key)", [.remove(from: home, key: key)])
        }
        guard home.entries.count == 1, right.starts(with: parent) else {
            return Fix(
                title, [.remove(from: home, key: key), .set(in: spec, path: right + [IstioHold.key], .bool(flag))])
        }
        let start = Value.fields((IstioHold.key, .bool(flag)))
        let value = right.dropFirst(parent.count).reversed().reduce(start) { .fields(($1, $0)) }
        return Fix(title, [.replace(home, value)])
    }

    /// - Parameter right: where the key belongs in the text.
    private static func embedded(_ scalar: Node, in object: Node, _ name: String, right: [String]) -> [Hit] {
        guard let root = EmbeddedText.root(of: scalar) else { return [] }
        return HoldKey.all(in: root).compactMap { found -> Hit? in
            let key = found.entry.key
            let parent = Array(found.path.dropLast())
            if parent == right, HoldKey.names.contains(key.text) { return nil }
            return Hit(
                in: object, at: scalar, offset: key.range.lowerBound, message(name, found.path),
                cure: "write \((right + [IstioHold.key]).joined(separator: ".")): "
                    + "\(HoldKey.meaning(found.entry.value) ?? true)",
                fix: fix(found, in: scalar, name, right: right))
        }
    }

    private static func message(_ name: String, _ path: [String]) -> String {
        let key = path.last ?? ""
        let parent = path.dropLast().joined(separator: ".")
        let isSpelt = HoldKey.names.contains(key)
        let place = parent.isEmpty ? "" : " under \(parent)"
        return isSpelt && !(parent.isEmpty && name == "spec")
            ? "\(key) stands\(parent.isEmpty ? " at the top" : place) in \(name), where Istio does not read it"
            : "\(name) has \(key)\(place), which Istio does not know and passes over"
    }

    private static func fix(
        _ found: (entry: Entry, path: [String]), in scalar: Node, _ name: String, right: [String]
    ) -> Fix? {
        let key = found.entry.key
        guard let flag = HoldKey.meaning(found.entry.value) else { return nil }
        if Array(found.path.dropLast()) == right, found.entry.value.scalar == .bool(flag) {
            let quote = key.style == .doubleQuoted ? "\"" : key.style == .singleQuoted ? "'" : ""
            let text = EmbeddedText.replacing(key, by: quote + IstioHold.key + quote, in: scalar)
            // Not when the right key is there as well: a key twice cannot be read.
            guard (try? YAML.parse(text, name: "")) != nil else { return nil }
            return Fix("write \(IstioHold.key)", [.replace(scalar, .string(text))])
        }
        let changed = EmbeddedText.changed(scalar, name) { draft in
            remove(found.path[...], from: &draft)
            // What is said in the right place stands.
            draft.update(path: right[...]) { config in
                if config[IstioHold.key] == nil { config.set(IstioHold.key, .bool(flag)) }
            }
        }
        guard let changed else { return nil }
        return Fix("move \(IstioHold.key) to where it is read", [.replace(scalar, .string(changed))])
    }

    /// Takes a key away, and the mappings that are empty then.
    private static func remove(_ path: ArraySlice<String>, from draft: inout Draft) {
        guard let key = path.first else { return }
        if path.count > 1 {
            draft.update(key) { remove(path.dropFirst(), from: &$0) }
            guard draft[key]?.value == .mapping([]) else { return }
        }
        draft.remove(key)
    }

    /// An annotation of its own becomes part of the one that Istio reads.
    private static func fix(_ entry: Entry, _ annotations: Node) -> Fix? {
        guard let flag = HoldKey.meaning(entry.value) else { return nil }
        var text: String? = "\(IstioHold.key): \(flag)"
        if let old = annotations[IstioHold.annotation], !old.isNull {
            guard EmbeddedText.root(of: old) != nil else { return nil }
            text = EmbeddedText.changed(old, IstioHold.annotation) { config in
                if config[IstioHold.key] == nil { config.set(IstioHold.key, .bool(flag)) }
            }
            // It says so already: only the other one goes.
            if text == nil { text = old.text }
        }
        guard let text else { return nil }
        return Fix(
            "make it part of \(IstioHold.annotation)",
            [
                .remove(from: annotations, key: entry.key.text),
                .set(in: annotations, path: [IstioHold.annotation], .string(text)),
            ])
    }
}

extension Node {
    /// The value at the end of several keys.
    fileprivate func descend(_ path: [String]) -> Node? {
        path.reduce(Optional(self)) { $0?[$1] }
    }
}
