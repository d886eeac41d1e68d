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

extension [AwaitedLink] {
    /// The namespaces that seem to be given in full: of the names that are waited for, at least twice as many are there
    /// as are not. Of manifests that belong together only in part, or not at all, most lead nowhere.
    func completeNamespaces(_ survey: Survey) -> Set<String> {
        var found: [String: Set<String>] = [:]
        var missing: [String: Set<String>] = [:]
        for link in self {
            switch link.meaning {
            case .service(let index, _), .statefulPod(let index, _, _):
                found[survey.services[index].namespace, default: []].insert(survey.services[index].name)
            case .workload(let pod, _):
                found[survey.pods[pod].pod.namespace, default: []].insert(survey.pods[pod].pod.title)
            case .missingService(let name, let namespace), .missingWorkload(let name, let namespace):
                missing[namespace, default: []].insert(name)
            case .outside, .ownPod, .time: break
            }
        }
        return Set(found.filter { $0.value.count >= 2 * (missing[$0.key]?.count ?? 0) }.keys)
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
