import HandWritten
import Manifests
import Startup
import Topology

/// Whether what a container asks goes through a mesh proxy of its pod. Such a proxy accepts every connection itself,
/// before it has one of its own to the server.
enum ProxyPath {
    /// Whether a wait that was written by hand asks this target through a proxy.
    static func isTaken(by written: WrittenWait, to target: WaitTarget, _ subject: PodSubject) -> Bool {
        guard let host = target.host else { return false }
        return isTaken(from: written.container, host: host, port: target.port, subject)
    }

    /// Whether a container, a position in `Pod.all`, asks this host through a proxy. Only what is sure counts.
    static func isTaken(from container: Int, host: String, port: Int?, _ subject: PodSubject) -> Bool {
        let pod = subject.pod
        guard pod.node["hostNetwork"]?.scalar != .bool(true), hasProxy(subject), !isOwnAddress(host),
            survey(subject, host) != .loopback, !isExcluded(port, pod),
            !MeshProxy.names.contains(pod.all[container].name)
        else { return false }
        if container >= pod.initContainers.count { return true }
        // What the proxy itself sends is not redirected, and it is told by its user.
        let user = pod.all[container].node["securityContext"]?["runAsUser"]?.text ?? ""
        if proxyUsers.contains(user) { return false }
        // The others run before a proxy that is a regular container: without it, or into nothing.
        if subject.surveyed.mesh == .later(native: true) { return true }
        return pod.initContainers[..<container].contains { MeshProxy.names.contains($0.name) && $0.spec.isRestartable }
    }

    /// The mesh's name, for messages.
    static func meshName(_ subject: PodSubject) -> String { isIstio(subject) ? "Istio" : "Linkerd" }

    /// Keeps a port out of the mesh: the annotation to write.
    static func exclusion(of port: Int?, _ subject: PodSubject) -> String {
        let value = port.map { ": \"\($0)\"" } ?? ""
        return (isIstio(subject) ? istioPorts : linkerdPorts) + value
    }

    private static func isIstio(_ subject: PodSubject) -> Bool {
        subject.surveyed.mesh != .none
    }

    private static func hasProxy(_ subject: PodSubject) -> Bool {
        if isIstio(subject) { return true }
        if subject.pod.all.contains(where: { MeshProxy.names.contains($0.name) }) { return true }
        if let word = subject.pod.annotations[linkerdInject]?.text { return linkerdWords.contains(word) }
        // Linkerd's webhook goes by the namespace where the pod says nothing.
        return subject.survey.linkerdNamespaces.contains(subject.pod.namespace)
    }

    private static func survey(_ subject: PodSubject, _ host: String) -> HostMeaning {
        subject.survey.meaning(ofHost: host, from: subject.pod.namespace)
    }

    private static func isOwnAddress(_ host: String) -> Bool {
        host.contains("$") && (host.contains("POD_IP") || host.contains("HOSTNAME"))
    }

    /// What is kept out of the mesh; of ranges of addresses nobody here knows whether the host is in one.
    private static func isExcluded(_ port: Int?, _ pod: Pod) -> Bool {
        if pod.annotations[istioRanges]?.text.isEmpty == false { return true }
        if let ranges = pod.annotations[istioIncludedRanges]?.text, ranges != "*" { return true }
        if pod.annotations[linkerdSubnets]?.text.isEmpty == false { return true }
        guard let port else { return false }
        return [istioPorts, linkerdPorts].contains { key in
            (pod.annotations[key]?.text ?? "").split(separator: ",").contains { covers($0.trimmed, port) }
        }
    }

    /// `5432` or, in Linkerd's, `5432-5440`.
    private static func covers(_ text: String, _ port: Int) -> Bool {
        let ends = text.split(separator: "-").compactMap { Int($0) }
        guard let first = ends.first, let last = ends.last, first <= last else { return false }
        return (first...last).contains(port)
    }

    private static let istioPorts = "traffic.sidecar.istio.io/excludeOutboundPorts"
    private static let istioRanges = "traffic.sidecar.istio.io/excludeOutboundIPRanges"
    private static let istioIncludedRanges = "traffic.sidecar.istio.io/includeOutboundIPRanges"
    private static let linkerdPorts = "config.linkerd.io/skip-outbound-ports"
    private static let linkerdSubnets = "config.linkerd.io/skip-subnets"
    private static let linkerdInject = "linkerd.io/inject"
    private static let linkerdWords: Set<String> = ["enabled", "ingress"]
    /// Istio's proxy and Linkerd's.
    private static let proxyUsers: Set<String> = ["1337", "2102"]
}
