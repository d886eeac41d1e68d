import Manifests

/// The `functionConfig` of a KRM function's ResourceList (kustomize and kpt put there what the function is to do).
enum FunctionConfig {
    /// The object, if there is one.
    static func objects(_ sources: [Source]) -> [KubernetesObject] {
        var result: [KubernetesObject] = []
        for source in sources {
            guard let documents = try? YAML.parse(source) else { continue }
            for document in documents where document.root["kind"]?.text == "ResourceList" {
                guard let config = document.root["functionConfig"], config.kind == .mapping else { continue }
                result.append(
                    KubernetesObject(
                        apiVersion: config["apiVersion"]?.text ?? "", kind: config["kind"]?.text ?? "",
                        name: config["metadata"]?["name"]?.text ?? "",
                        namespace: config["metadata"]?["namespace"]?.text ?? "", node: config))
            }
        }
        return result
    }
}
