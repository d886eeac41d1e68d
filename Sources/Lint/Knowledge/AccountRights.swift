import Manifests
import Startup
import Topology

/// What the RBAC objects of these manifests let a service account do.
struct AccountRights: Sendable {
    /// A role that is bound to the account.
    struct Bound: Sendable {
        /// `ClusterRole admin`.
        var role: String
        /// `ClusterRoleBinding shop`.
        var binding: String
        /// How much it allows.
        var width: Width
    }

    /// How much a role allows.
    enum Width: Equatable, Sendable {
        /// Everything: cluster-admin, or `*` on `*`.
        case everything
        /// Something is changed with it, or read that nobody who waits reads: the words that say so.
        case more(String)
        /// Reading only.
        case reading
        /// The role is not among these manifests.
        case unknown
    }

    /// The account's name.
    var account: String
    /// Its roles.
    var bound: [Bound]
    /// Whether these manifests bind roles to other accounts.
    var bindsOthers: Bool

    /// The objects that say what accounts may do.
    static func objects(_ survey: Survey) -> [KubernetesObject] {
        let kinds = ["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"]
        return survey.objects.filter { kinds.contains($0.kind) }
    }

    /// The rights of a pod's account, by the objects of ``objects(_:)``.
    init(_ subject: PodSubject, _ objects: [KubernetesObject]) {
        let pod = subject.pod
        account = pod.node["serviceAccountName"]?.text ?? pod.node["serviceAccount"]?.text ?? "default"
        bound = []
        bindsOthers = false
        let defaultNamespace = subject.survey.settings.defaultNamespace
        for object in objects where object.kind.hasSuffix("Binding") {
            let isWide = object.kind == "ClusterRoleBinding"
            let namespace = object.namespace.isEmpty ? defaultNamespace : object.namespace
            let subjects = object.node["subjects"]?.items ?? []
            guard subjects.contains(where: { isMeant($0, namespace, pod.namespace) }) else {
                // A binding of another namespace's says nothing about this one.
                bindsOthers = bindsOthers || !isWide && namespace == pod.namespace
                continue
            }
            guard let role = object.node["roleRef"], let name = role["name"]?.text, let kind = role["kind"]?.text else {
                continue
            }
            bound.append(
                Bound(
                    role: "\(kind) \(name)", binding: "\(object.kind) \(object.name)",
                    width: AccountRights.width(kind, name, namespace, isWide, objects, defaultNamespace)))
        }
    }

    private func isMeant(_ subject: Node, _ bindingNamespace: String, _ namespace: String) -> Bool {
        let name = subject["name"]?.text ?? ""
        if subject["kind"]?.text == "Group" {
            return [
                "system:serviceaccounts", "system:serviceaccounts:\(namespace)", "system:authenticated",
            ].contains(name)
        }
        return subject["kind"]?.text == "ServiceAccount" && name == account
            && (subject["namespace"]?.text ?? bindingNamespace) == namespace
    }

    private static let writing: Set<String> = [
        "create", "update", "patch", "delete", "deletecollection", "bind", "escalate", "impersonate",
    ]

    private static func width(
        _ kind: String, _ name: String, _ namespace: String, _ isWide: Bool, _ objects: [KubernetesObject],
        _ defaultNamespace: String
    ) -> Width {
        let found = objects.first { object in
            object.kind == kind && object.name == name
                && (kind == "ClusterRole"
                    || (object.namespace.isEmpty ? defaultNamespace : object.namespace) == namespace)
        }
        guard let found else {
            // The roles that every cluster has.
            switch name {
            case "cluster-admin": return isWide ? .everything : .more("everything in namespace \(namespace)")
            case "admin", "edit": return .more("changing nearly everything")
            case "view": return .reading
            default: return .unknown
            }
        }
        var more: [String] = []
        for rule in found.node["rules"]?.items ?? [] {
            let verbs = (rule["verbs"]?.items ?? []).map(\.text)
            let resources = (rule["resources"]?.items ?? []).map(\.text)
            if verbs.contains("*"), resources.contains("*") { return .everything }
            for verb in verbs where writing.contains(verb) || verb == "*" {
                more += resources.map { "\(verb) \($0)" }
            }
            if resources.contains("*") { more.append("\(verbs.joined(separator: "/")) *") }
        }
        guard !more.isEmpty else { return .reading }
        return .more(more.prefix(3).joined(separator: ", ") + (more.count > 3 ? ", …" : ""))
    }
}
