import Manifests

/// How an object is called in findings: `deployment/shop`, or `prod/deployment/shop` where the manifest names its
/// namespace.
enum ObjectName {
    static func of(_ object: Node) -> String {
        let metadata = object["metadata"]
        let name = metadata?["name"]?.text ?? metadata?["generateName"]?.text ?? "unnamed"
        let title = (object["kind"]?.text.lowercased() ?? "object") + "/" + name
        guard let namespace = metadata?["namespace"]?.text, !namespace.isEmpty else { return title }
        return namespace + "/" + title
    }
}
