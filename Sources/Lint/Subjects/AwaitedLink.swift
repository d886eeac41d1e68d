import Manifests
import Startup
import Topology

/// A wait with the pod that waits and what it leads to in these manifests.
struct AwaitedLink: Sendable {
    /// The pod that waits.
    var subject: PodSubject
    /// What it waits for.
    var awaited: Awaited
    /// What that is here.
    var meaning: TargetMeaning
}

extension SetSubject {
    /// The waits of all pods whose target is known.
    var awaitedLinks: [AwaitedLink] {
        pods.flatMap { subject in
            subject.awaited.compactMap { awaited in
                subject.meaning(of: awaited).map { AwaitedLink(subject: subject, awaited: awaited, meaning: $0) }
            }
        }
    }
}

extension Pod {
    /// Whether a name may be resolved by something other than the cluster's DNS as it is by default.
    func mayResolveElsewhere(_ host: String) -> Bool {
        let aliases = (node["hostAliases"]?.items ?? []).flatMap { $0["hostnames"]?.items ?? [] }
        if aliases.contains(where: { $0.text.lowercased() == host.lowercased() }) { return true }
        if node["dnsConfig"]?["searches"]?.items.isEmpty == false { return true }
        let policy = node["dnsPolicy"]?.text ?? ""
        if policy == "Default" || policy == "None" { return true }
        return node["hostNetwork"]?.scalar == .bool(true) && policy != "ClusterFirstWithHostNet"
    }
}
