import Manifests
import Probing
import StartupGraph

/// Reads the schema of `holdfast.dev/startup`, which is that of `StartupPolicy.spec` too.
enum StartupReader {
    /// Reads the document into the declaration. Returns what is wrong with it, at its places in the outer file.
    /// Keys in `others` are somebody else's to read.
    static func read(
        _ document: EmbeddedDocument, into declaration: inout Declaration, besides others: [String] = []
    ) -> [Diagnostic] {
        var fields = FieldReader()
        let root = document.root
        guard root.kind == .mapping else {
            fields.wrong(
                root, "startup", "a mapping", cure: "write waitFor, containers, strategy, timeout or onTimeout")
            return document.moved(fields.diagnostics)
        }
        fields.unknownKeys(
            in: root, known: ["waitFor", "containers", "strategy", "timeout", "onTimeout"] + others, of: "startup")
        if fields.value(root, "waitFor") != nil { declaration.declared.insert(.waits) }
        for (index, item) in fields.items(root, "waitFor", "").enumerated() {
            if let wait = wait(item, "waitFor[\(index)]", document, &fields) { declaration.waits.append(wait) }
        }
        if let containers = fields.mapping(root, "containers", "") {
            for entry in containers.entries { container(entry, document, into: &declaration, &fields) }
        }
        value(root, "strategy", "", &fields) { (text) throws(UsageError) in
            declaration.strategy = try DeclarationReader.strategy(text)
            declaration.declared.insert(.strategy)
        }
        value(root, "timeout", "", &fields) { (text) throws(UsageError) in
            declaration.timeout = try TimeText.parse(text)
            declaration.declared.insert(.timeout)
        }
        value(root, "onTimeout", "", &fields) { (text) throws(UsageError) in
            declaration.onTimeout = try OnTimeout(text)
            declaration.declared.insert(.onTimeout)
        }
        return document.moved(fields.diagnostics)
    }

    /// Reads a string and takes it; what is wrong with it stands at its place.
    private static func value(
        _ node: Node, _ key: String, _ path: String, _ fields: inout FieldReader,
        _ take: (String) throws(UsageError) -> Void
    ) {
        guard let text = fields.string(node, key, path), let at = fields.value(node, key) else { return }
        do throws(UsageError) {
            try take(text)
        } catch {
            fields.diagnostics.append(Diagnostic(.error, "\(path)\(key): \(error.message)", cure: error.cure, at: at))
        }
    }

    private static func container(
        _ entry: Entry, _ document: EmbeddedDocument, into declaration: inout Declaration, _ fields: inout FieldReader
    ) {
        let name = entry.key.text
        let path = "containers.\(name)"
        declaration.named.append((name, document.place(entry.key)))
        if entry.value.isNull { return }
        guard entry.value.kind == .mapping else { return fields.wrong(entry.value, path, "a mapping") }
        fields.unknownKeys(in: entry.value, known: ["dependsOn", "ready"], of: path)
        if let ready = fields.value(entry.value, "ready") {
            declaration.ready[name] = wait(ready, path + ".ready", document, &fields)
        }
        guard let needs = fields.value(entry.value, "dependsOn") else { return }
        switch needs.kind {
        case .sequence:
            for (index, item) in needs.items.enumerated() {
                guard let dependency = fields.string(item, "\(path).dependsOn[\(index)]") else { continue }
                declaration.named.append((dependency, document.place(item)))
                declaration.needs.append(
                    .init(dependent: name, dependency: dependency, condition: .ready, place: document.place(item)))
            }
        case .mapping:
            for need in needs.entries {
                declaration.named.append((need.key.text, document.place(need.key)))
                let here = "\(path).dependsOn.\(need.key.text)"
                let text = need.value.isNull ? "ready" : fields.string(need.value, here)
                guard let text else { continue }
                guard let condition = Condition(rawValue: text) else {
                    fields.diagnostics.append(
                        Diagnostic(
                            .error, "\(here): \"\(text)\" is not a condition",
                            cure: Suggestion.cure(for: text, among: Condition.allCases.map(\.rawValue)), at: need.value)
                    )
                    continue
                }
                declaration.needs.append(
                    .init(
                        dependent: name, dependency: need.key.text, condition: condition,
                        place: document.place(need.key)))
            }
        case .scalar:
            fields.wrong(
                needs, path + ".dependsOn", "a mapping such as {proxy: ready} or a list of containers",
                cure: "write dependsOn: [\(needs.text)]")
        }
    }

    /// A target as text, or with its own timeout: `{target: "tcp://nacos:8848", timeout: 2m, onTimeout: proceed}`.
    private static func wait(
        _ node: Node, _ path: String, _ document: EmbeddedDocument, _ fields: inout FieldReader
    ) -> Declaration.Wait? {
        var url: String
        var place = node
        if node.kind == .mapping {
            fields.unknownKeys(in: node, known: ["target", "timeout", "onTimeout"], of: path)
            guard let target = fields.string(node, "target", path + ".") else {
                if fields.value(node, "target") == nil {
                    fields.diagnostics.append(Diagnostic(.error, "\(path).target is missing", at: node))
                }
                return nil
            }
            url = target
            place = node["target"] ?? node
            value(node, "timeout", path + ".", &fields) { (text) throws(UsageError) in
                _ = try TimeText.parse(text)
                url += (url.contains("#") ? "&" : "#") + "timeout=" + text
            }
            value(node, "onTimeout", path + ".", &fields) { (text) throws(UsageError) in
                url += (url.contains("#") ? "&" : "#") + "on-timeout=" + (try OnTimeout(text)).text
            }
        } else {
            guard let text = fields.string(node, path) else { return nil }
            url = text
        }
        do throws(UsageError) {
            return .init(url: url, target: try TargetParser.parse(url), place: document.place(place))
        } catch {
            fields.diagnostics.append(Diagnostic(.error, "\(path): \(error.message)", cure: error.cure, at: place))
            return nil
        }
    }
}
