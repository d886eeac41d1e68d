import Admission
import Manifests
import Startup

/// Makes a report of what the cluster answers. Pods are folded in page by page, so that memory stays small.
public struct ClusterReportBuilder: Sendable {
    private let checks: [ClusterReport.Check]
    private let readPolicies: [StartupPolicy]
    private var policies: [String: ClusterReport.Policy] = [:]
    private var workloads: [String: Set<String>] = [:]
    private var unheld: [PodOwner: Int] = [:]
    private let excluded: Set<String>
    private var pods = 0
    private var held = 0

    /// Takes in everything but pods.
    ///
    /// - Parameters:
    ///   - certificate: the Secret's `tls.crt` and `ca.crt`, as base64; `nil` when it could not be read.
    ///   - now: seconds since 1970.
    public init(
        controllerNamespace: String, _ answers: [ClusterPart: Answer], certificate: WebhookCertificate?, now: Int64
    ) {
        checks = ClusterChecks(answers: answers, certificate: certificate, now: now).all()
        excluded = ClusterReportBuilder.excluded(answers[.namespaces], controllerNamespace).union(
            ClusterReportBuilder.excluded(answers[.deployment]))
        let lists = [ClusterPart.policies, .clusterPolicies].compactMap { part in
            if case .found(let list)? = answers[part] { list } else { nil }
        }
        let read = ManifestSet(lists).objects.map { ($0, PolicyReader.read([$0])) }
        readPolicies = read.flatMap { $0.1.policies }
        for (object, (accepted, diagnostics)) in read {
            let name = ClusterReportBuilder.key(object.namespace, object.name)
            let error = diagnostics.first { $0.severity == .error }
            policies[name] = ClusterReport.Policy(
                name: name, isAccepted: !accepted.isEmpty, pods: 0, held: 0, workloads: [], workloadCount: 0,
                error: error.map { $0.cure.isEmpty ? $0.message : "\($0.message): \($0.cure)" } ?? "")
        }
    }

    private static func key(_ namespace: String, _ name: String) -> String {
        namespace.isEmpty ? name : "\(namespace)/\(name)"
    }

    private static func excluded(_ answer: Answer?, _ own: String) -> Set<String> {
        var names = AdmissionSettings.systemNamespaces.union([own])
        guard case .found(let list)? = answer else { return names }
        for item in list.root["items"]?.items ?? [] {
            guard let metadata = item["metadata"], let name = metadata["name"]?.text else { continue }
            if AdmissionSettings.isOptedOut(metadata["labels"].map { Value($0) }) { names.insert(name) }
        }
        return names
    }

    /// The namespaces that the controller was told to leave alone.
    private static func excluded(_ deployment: Answer?) -> [String] {
        guard case .found(let document)? = deployment else { return [] }
        let containers = document.root["spec"]?["template"]?["spec"]?["containers"]?.items ?? []
        let arguments = containers.flatMap { $0["args"]?.items ?? [] }.compactMap { $0.text }
        return arguments.filter { $0.hasPrefix(DeploymentObject.excluding) }.flatMap {
            $0.dropFirst(DeploymentObject.excluding.count).split(separator: ",").map { String($0) }
        }
    }

    /// Takes in a page of pods: a PodList as the API server sends it.
    public mutating func add(pods list: Document) {
        for pod in ManifestSet([list]).workloads where pod.kind == "Pod" { add(pod) }
    }

    private mutating func add(_ pod: Workload) {
        // What has ended, or is about to, nobody can hold any more.
        guard let summary = PodSummary(Value(pod.node)), summary.isLive else { return }
        pods += 1
        if summary.isHeld { held += 1 }
        if excluded.contains(pod.namespace) || summary.isOptedOut { return }
        let own = readPolicies.filter { $0.applies(to: pod, defaultNamespace: "default") }
        let owner = PodOwner(pod)
        for policy in own {
            let name = ClusterReportBuilder.key(policy.namespace ?? "", policy.name)
            policies[name]?.pods += 1
            if summary.isHeld { policies[name]?.held += 1 }
            workloads[name, default: []].insert("\(owner.namespace)/\(owner.workload)")
        }
        if !summary.isHeld, declares(pod, summary, own) { unheld[owner, default: 0] += 1 }
    }

    /// Whether anything of the pod would be held: a policy may name containers only that this pod does not have.
    private func declares(_ workload: Workload, _ summary: PodSummary, _ own: [StartupPolicy]) -> Bool {
        guard summary.declares || !own.isEmpty, let pod = PodReader.read(workload).pod else { return false }
        let matching = StartupPolicy.matching(own, pod, defaultNamespace: "default")
        let declaration = DeclarationReader.read(pod, mesh: IstioMesh(), policies: matching).declaration
        guard !declaration.isOptedOut else { return false }
        return !declaration.waits.isEmpty || !declaration.needs.isEmpty
            || matching.contains { $0.templates.contains { pod.container(named: $0.name) == nil } }
    }

    /// The report on everything that was taken in.
    public func report() -> ClusterReport {
        let most = 20
        return ClusterReport(
            checks: checks,
            policies: policies.values.sorted { $0.name < $1.name }.map { policy in
                var policy = policy
                let names = (workloads[policy.name] ?? []).sorted()
                policy.workloads = Array(names.prefix(most))
                policy.workloadCount = names.count
                return policy
            },
            unheld: unheld.sorted { ($0.key.namespace, $0.key.workload) < ($1.key.namespace, $1.key.workload) }.map {
                .init(namespace: $0.key.namespace, workload: $0.key.workload, pods: $0.value, cure: $0.key.cure)
            }, pods: pods, held: held)
    }
}
