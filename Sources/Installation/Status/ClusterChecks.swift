import Manifests
import Probing

/// What has to be there for Holdfast to work.
struct ClusterChecks {
    let answers: [ClusterPart: Answer]
    let certificate: WebhookCertificate?
    let now: Int64

    private typealias Check = ClusterReport.Check
    private static let leader = "the controllers' logs say why none of them leads"
    private static let apply = "holdfast install | kubectl apply -f -"

    func all() -> [ClusterReport.Check] {
        [
            check(.policyDefinition, definition), check(.clusterPolicyDefinition, definition),
            check(.deployment, deployment), check(.lease, lease), check(.mutatingWebhook, webhook),
            check(.validatingWebhook, webhook), expiry(),
        ]
    }

    private func check(_ part: ClusterPart, _ read: (String, Node) -> ClusterReport.Check) -> ClusterReport.Check {
        switch answers[part] {
        case .found(let node)?: return read(part.title, node.root)
        case .missing?:
            return Check(
                title: part.title, state: .bad, text: "not there",
                cure: part == .lease ? ClusterChecks.leader : ClusterChecks.apply)
        case .refused(let why)?: return Check(title: part.title, state: .unknown, text: why)
        case nil: return Check(title: part.title, state: .unknown, text: "not asked for")
        }
    }

    private func definition(_ title: String, _ node: Node) -> ClusterReport.Check {
        let conditions = node["status"]?["conditions"]?.items ?? []
        let isServed = conditions.contains { $0["type"]?.text == "Established" && $0["status"]?.text == "True" }
        return isServed
            ? Check(title: title, state: .good, text: "there")
            : Check(
                title: title, state: .bad, text: "not served",
                cure: "kubectl describe crd \(node["metadata"]?["name"]?.text ?? "") says why")
    }

    private func deployment(_ title: String, _ node: Node) -> ClusterReport.Check {
        var fields = FieldReader()
        let wanted = node["spec"].flatMap { fields.int($0, "replicas", "") } ?? 1
        let ready = node["status"].flatMap { fields.int($0, "readyReplicas", "") } ?? 0
        let namespace = node["metadata"]?["namespace"]?.text ?? ""
        return Check(
            title: title, state: ready > 0 && ready >= wanted ? .good : .bad, text: "\(ready) of \(wanted) ready",
            cure: ready >= wanted && ready > 0
                ? "" : "kubectl -n \(namespace) describe pods -l app.kubernetes.io/name=\(Labels.name)")
    }

    private func lease(_ title: String, _ node: Node) -> ClusterReport.Check {
        let holder = node["spec"]?["holderIdentity"]?.text ?? ""
        return holder.isEmpty
            ? Check(title: title, state: .bad, text: "nobody", cure: ClusterChecks.leader)
            : Check(title: title, state: .good, text: holder)
    }

    private func webhook(_ title: String, _ node: Node) -> ClusterReport.Check {
        let cure = "the leader fills it in: its log says what keeps it from that"
        for webhook in node["webhooks"]?.items ?? [] {
            let bundle = webhook["clientConfig"]?["caBundle"]?.text ?? ""
            guard !bundle.isEmpty else {
                return Check(title: title, state: .bad, text: "caBundle is empty: every call fails", cure: cure)
            }
            guard let certificate, !certificate.authority.isEmpty else { continue }
            if Base64.decode(bundle) != Base64.decode(certificate.authority) {
                return Check(title: title, state: .bad, text: "caBundle is not the Secret's ca.crt", cure: cure)
            }
        }
        let policy = node["webhooks"]?.items.first?["failurePolicy"]?.text ?? ""
        return Check(title: title, state: .good, text: "there, failurePolicy \(policy)")
    }

    private func expiry() -> ClusterReport.Check {
        let title = "certificate"
        guard let certificate else {
            return Check(title: title, state: .unknown, text: "Secret \(Labels.secret) may not be read")
        }
        guard let pem = Base64.decode(certificate.certificate).map({ String(decoding: $0, as: UTF8.self) }),
            let end = CertificateExpiry.read(pem)
        else {
            return Check(
                title: title, state: .bad, text: "Secret \(Labels.secret) has no tls.crt that can be read",
                cure: "whoever makes it says why: the leader's log, or cert-manager's Certificate")
        }
        let hours = (end - now) / 3600
        if end <= now {
            return Check(
                title: title, state: .bad, text: "ended \(ClusterChecks.length(-hours)) ago: every call fails",
                cure: "the leader renews it: its log says what keeps it from that")
        }
        return Check(title: title, state: .good, text: "good for \(ClusterChecks.length(hours))")
    }

    private static func length(_ hours: Int64) -> String {
        hours < 48 ? "\(hours) hours" : "\(hours / 24) days"
    }
}
