import Manifests
import Startup
import Topology

/// A place where the hold switch is written as it should be, whatever its value is.
struct HoldPlace {
    /// Which of the three places it is.
    enum Kind {
        /// `proxy.istio.io/config` of a pod.
        case annotation
        /// `defaultConfig` of the mesh.
        case meshConfig
        /// `global.proxy` of the Helm values.
        case helm
    }

    /// Which of the three places it is.
    var kind: Kind
    /// The object that it is in.
    var object: Node
    /// The manifest's own node: the value, or the text that it is part of.
    var node: Node
    /// The byte of that text; `nil` where the value is a node of the manifest.
    var offset: Int?
    /// The value.
    var value: Node
    /// The revision of the control plane that it is for; empty where none is named.
    var revision = ""

    /// Whether it switches the hold on.
    var isOn: Bool { value.scalar == .bool(true) }

    /// How one would call the place.
    var title: String {
        switch kind {
        case .annotation: "annotation \(IstioHold.annotation)"
        case .meshConfig: "defaultConfig"
        case .helm: "global.proxy"
        }
    }

    /// A hit there.
    func hit(_ message: String, cure: String, fix: Fix? = nil) -> Hit {
        Hit(in: object, at: node, offset: offset, message, cure: cure, fix: fix)
    }

    /// The pod's own, if it has one that can be read.
    static func annotation(of subject: PodSubject) -> HoldPlace? {
        guard let node = subject.pod.annotations[IstioHold.annotation], let root = EmbeddedText.root(of: node),
            let value = HoldKey.value(in: root)
        else { return nil }
        return HoldPlace(
            kind: .annotation, object: subject.workload.node, node: node, offset: value.range.lowerBound, value: value)
    }

    /// Those of the mesh, in the order of the objects.
    static func inMesh(_ survey: Survey) -> [HoldPlace] {
        survey.objects.flatMap { object -> [HoldPlace] in
            switch object.kind {
            case "ConfigMap":
                guard let text = MeshObjects.meshText(of: object), let root = EmbeddedText.root(of: text),
                    let value = root["defaultConfig"].flatMap({ HoldKey.value(in: $0) })
                else { return [] }
                return [
                    HoldPlace(
                        kind: .meshConfig, object: object.node, node: text, offset: value.range.lowerBound,
                        value: value, revision: MeshObjects.revision(of: object))
                ]
            case "IstioOperator":
                let spec = object.node["spec"]
                let configs = [spec?["meshConfig"], spec?["values"]?["meshConfig"]]
                let mesh = configs.compactMap { $0?["defaultConfig"] }.compactMap { HoldKey.value(in: $0) }
                let helm = spec?["values"]?["global"]?["proxy"]?[IstioHold.key]
                return mesh.map { place(.meshConfig, $0, object) }
                    + (helm.map { [place(.helm, $0, object)] } ?? [])
            default: return []
            }
        }
    }

    private static func place(_ kind: Kind, _ value: Node, _ object: KubernetesObject) -> HoldPlace {
        HoldPlace(
            kind: kind, object: object.node, node: value, offset: nil, value: value,
            revision: MeshObjects.revision(of: object))
    }
}
