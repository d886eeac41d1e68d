import HandWritten
import Manifests
import Probing
import Startup
import Topology

extension Rule {
    static let kubectlWaitRights = Rule(
        id: "HF604", name: "kubectl-wait-rights", severity: .warning,
        what: "A container that waits by asking the API server has a service account that may do far more, or nothing.",
        why: """
            A wait needs to read one kind of object. With cluster-admin, or with * in its role, whoever gets into the \
            pod owns the cluster, for the sake of a loop that runs for some seconds. Without any role, where the \
            namespace's other accounts have theirs, each question is answered with "forbidden", which most loops take \
            for "not ready yet".
            """,
        source:
            "https://kubernetes.io/docs/concepts/security/rbac-good-practices/; https://github.com/groundnuty/k8s-wait-for#configuration",
        fix: "Give the account a Role with get, list and watch on the kind that is waited for, and nothing else.",
        before: """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: shop}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
            subjects: [{kind: ServiceAccount, name: shop, namespace: default}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              serviceAccountName: shop
              initContainers:
                - {name: wait, image: "bitnami/kubectl:1.33", command: [kubectl, wait, "--for=condition=complete", "--timeout=120s", job/migrate]}
              containers:
                - {name: app, image: shop:1}
            """,
        after: """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: wait-for-migrate}
            rules: [{apiGroups: [batch], resources: [jobs], resourceNames: [migrate], verbs: [get, list, watch]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: shop}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: wait-for-migrate}
            subjects: [{kind: ServiceAccount, name: shop, namespace: default}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              serviceAccountName: shop
              initContainers:
                - {name: wait, image: "bitnami/kubectl:1.33", command: [kubectl, wait, "--for=condition=complete", "--timeout=120s", job/migrate]}
              containers:
                - {name: app, image: shop:1}
            """,
        check: .set { subject in
            let objects = AccountRights.objects(subject.survey)
            guard !objects.isEmpty else { return [] }
            return subject.pods.flatMap { pod -> [Hit] in
                let waits = pod.waitsOnce.filter { asksCluster($0) }
                guard !waits.isEmpty else { return [] }
                let rights = AccountRights(pod, objects)
                return waits.compactMap { hit($0, rights, pod) }
            }
        })

    private static func asksCluster(_ wait: Awaited) -> Bool {
        guard let written = wait.written else { return wait.asksCluster }
        return written.wait.tool == .kubectl || written.wait.tool == .k8sWaitFor || wait.asksCluster
    }

    private static func hit(_ wait: Awaited, _ rights: AccountRights, _ subject: PodSubject) -> Hit? {
        let waiter = wait.waiter(in: subject.pod)
        let cure = "bind a Role with the rule " + minimalRule(wait) + " and nothing else"
        if rights.bound.isEmpty {
            guard rights.bindsOthers else { return nil }
            return subject.hit(
                at: wait,
                "\(waiter) asks the API server as service account \(rights.account), which no binding of these manifests names: it is answered \"forbidden\"",
                cure: cure, severity: .note)
        }
        for bound in rights.bound where bound.width == .everything {
            return subject.hit(
                at: wait,
                "\(waiter) only reads, but its service account \(rights.account) may do everything: \(bound.binding) gives it \(bound.role)",
                cure: cure)
        }
        for bound in rights.bound {
            // The pod's own program may need to write: that is for its owner to say, so no more than a note, and only
            // where nothing but the wait is known to ask the API server.
            guard case .more(let what) = bound.width, isAllThatAsks(subject) else { continue }
            return subject.hit(
                at: wait,
                "\(waiter) only reads, but \(bound.role) lets its service account \(rights.account) do more: \(what)",
                cure: cure, severity: .note)
        }
        return nil
    }

    /// Whether the account is there for the wait: it is called after it, or the pod does nothing else.
    private static func isAllThatAsks(_ subject: PodSubject) -> Bool {
        let account = subject.pod.node["serviceAccountName"]?.text ?? ""
        return account.contains("wait")
            || subject.pod.containers.allSatisfy { container in
                subject.surveyed.writtenWaits.contains {
                    subject.pod.all[$0.container].name == container.name && $0.wait.isWholeCommand
                }
            }
    }

    private static func minimalRule(_ wait: Awaited) -> String {
        // Holdfast's waiter watches, and reads nothing first; kubectl lists and gets as well.
        let verbs = wait.written.map { $0.wait.tool == .waiter } ?? true ? "[watch]" : "[get, list, watch]"
        guard case .kube(let endpoint)? = wait.target?.endpoint else {
            return "{apiGroups: [\"\", batch], resources: [pods, jobs], verbs: \(verbs)}"
        }
        let question = endpoint.question
        let resource = question.resource == "services" ? "endpoints" : question.resource
        let group: String? =
            switch question.resource {
            case "jobs": "batch"
            case "pods", "services": "\"\""
            case "deployments", "statefulsets", "daemonsets": "apps"
            default: nil
            }
        return
            "{apiGroups: [\(group ?? "THE GROUP")], resources: [\(resource)], resourceNames: [\(question.objectName)], verbs: \(verbs)}"
    }
}
