/// What a host name leads to, as a pod's resolver and the manifests have it.
public enum HostMeaning: Hashable, Sendable {
    /// The pod itself.
    case loopback
    /// Somewhere that these manifests say nothing about.
    case elsewhere
    /// A Service of these manifests, a position in ``Survey/services``.
    case service(Int)
    /// One pod of a StatefulSet, by its own name behind a headless Service: positions in ``Survey/services`` and
    /// ``Survey/pods``.
    case statefulPod(service: Int, pod: Int)
    /// A Service by its form, which these manifests do not have.
    case missing(service: String, namespace: String)
}
