import Manifests
import Startup

/// The objects that configure Istio.
enum MeshObjects {
    /// The text of a ConfigMap that is the mesh's configuration.
    static func meshText(of object: KubernetesObject) -> Node? {
        guard object.kind == "ConfigMap", IstioMesh.isConfigMap(named: object.name),
            let text = object.node["data"]?["mesh"], text.kind == .scalar
        else { return nil }
        return text
    }

    /// The revision that an object configures; empty where it names none.
    static func revision(of object: KubernetesObject) -> String {
        object.kind == "IstioOperator"
            ? object.node["spec"]?["revision"]?.text ?? "" : String(object.name.dropFirst("istio-".count))
    }
}
