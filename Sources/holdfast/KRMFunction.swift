import Manifests

/// What a KRM function's input has to be (the KRM Functions Specification).
enum KRMFunction {
    /// Says what is wrong with a list of resources, and with its configuration.
    static func check(_ sources: [Source]) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        for source in sources {
            // What cannot be parsed is reported where it is read.
            guard let documents = try? YAML.parse(source) else { continue }
            guard documents.count == 1, let root = documents.first?.root, root["kind"]?.text == "ResourceList" else {
                diagnostics.append(
                    Diagnostic(
                        .error, "standard input is no ResourceList", cure: "let kustomize or kpt run the function",
                        file: source.name))
                continue
            }
            guard let config = root["functionConfig"], config.kind == .mapping else { continue }
            let kind = config["kind"]?.text ?? ""
            if kind == "ConfigMap", let data = config["data"], data.kind == .mapping, !data.entries.isEmpty {
                diagnostics.append(
                    Diagnostic(
                        .error, "a ConfigMap says nothing to inject: its data would be ignored",
                        cure: "give the function a StartupPolicy, or options such as --wait-for", at: config))
            }
        }
        return diagnostics
    }
}
