/// Whether pods are taken for members of Istio's mesh.
public enum MeshChoice: String, Hashable, Sendable, CaseIterable {
    /// What the manifests say: labels, annotations, namespaces.
    case auto
    /// Every pod that does not opt out, as in a mesh that injects by default.
    case istio
    /// No pod gets a proxy that its manifest does not carry.
    case none
}
