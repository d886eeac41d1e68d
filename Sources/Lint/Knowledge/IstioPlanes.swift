import Manifests
import Startup
import Topology

/// What the manifests show of Istio's control planes: their versions, and whether proxies are native sidecars.
struct IstioPlanes {
    private struct Plane {
        var revision: String
        var version: IstioVersion?
        /// `ENABLE_NATIVE_SIDECARS`; `nil` where it is not set, or left to Istio.
        var isNative: Bool?
    }

    private let cluster: Cluster
    private var planes: [Plane] = []
    /// The revisions that namespaces ask for.
    private var revisions: [String: String] = [:]

    init(_ survey: Survey) {
        cluster = survey.settings.cluster
        for object in survey.objects {
            if object.kind == "Namespace", let revision = object.node["metadata"]?["labels"]?["istio.io/rev"]?.text {
                revisions[object.name] = revision
            }
            guard object.kind == "IstioOperator", let spec = object.node["spec"] else { continue }
            let tag = spec["tag"] ?? spec["values"]?["global"]?["tag"]
            planes.append(
                Plane(
                    revision: MeshObjects.revision(of: object), version: tag.flatMap { IstioVersion($0.text) },
                    isNative: IstioPlanes.flag(spec["values"]?["pilot"]?["env"]?["ENABLE_NATIVE_SIDECARS"]?.text)))
        }
        for pod in survey.pods.map(\.pod) {
            for container in pod.containers where ImageName(container.image).base == "pilot" {
                let native = container.environment.first { $0.name == "ENABLE_NATIVE_SIDECARS" }
                planes.append(
                    Plane(
                        revision: pod.labels["istio.io/rev"] ?? "",
                        version: IstioVersion(ImageName(container.image).tag),
                        isNative: IstioPlanes.flag(native?.value)))
            }
        }
    }

    private static func flag(_ text: String?) -> Bool? {
        switch text?.lowercased() {
        case "true": true
        case "false": false
        default: nil
        }
    }

    /// The version of the revision; `nil` when the manifests show none, or more than one.
    func version(ofRevision revision: String) -> IstioVersion? {
        if let own = IstioVersion(revision) { return own }
        // One that does not say its version may be any, and may be the one that counts.
        let found = matching(revision).map(\.version)
        guard let first = found.first, found.allSatisfy({ $0 == first }) else { return nil }
        return first
    }

    /// The version of the Istio that a pod has or gets: by its own proxy, by its revision, or by the only one there is.
    func version(for subject: PodSubject) -> IstioVersion? {
        let own = subject.pod.all.map { ImageName($0.image) }.first { $0.base == "proxyv2" }
        return own.flatMap { IstioVersion($0.tag) } ?? version(ofRevision: revision(for: subject))
    }

    /// Whether the manifests show that a pod's proxy is a native sidecar. What only follows from the cluster being a
    /// new one does not count: it says nothing about Istio.
    func isNative(_ subject: PodSubject) -> Bool {
        switch subject.surveyed.mesh {
        case .none: return false
        case .carried(let native): return native
        case .later(let native):
            guard native else { return false }
            if subject.pod.annotations["sidecar.istio.io/nativeSidecar"] != nil { return true }
            return isNative(revision: revision(for: subject), version(for: subject))
        }
    }

    /// The same of the pods of a revision.
    func isNative(revision: String, _ version: IstioVersion?) -> Bool {
        let said = matching(revision).compactMap(\.isNative)
        if !said.isEmpty { return said.allSatisfy { $0 } && cluster.hasNativeSidecars }
        // From there on Istio asks its nodes.
        return cluster.version >= KubernetesVersion(1, 33) && version.map { $0 >= IstioVersion(1, 27) } ?? false
    }

    private func revision(for subject: PodSubject) -> String {
        subject.pod.labels["istio.io/rev"] ?? revisions[subject.pod.namespace] ?? ""
    }

    private func matching(_ revision: String) -> [Plane] {
        let revision = revision == "default" ? "" : revision
        let own = planes.filter { $0.revision == revision }
        return own.isEmpty ? planes : own
    }
}
