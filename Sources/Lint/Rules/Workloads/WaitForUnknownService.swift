import Manifests
import Startup
import Topology

extension Rule {
    static let waitForUnknownService = Rule(
        id: "HF501", name: "wait-for-unknown-service", severity: .warning,
        what: "A pod waits for a Service that these manifests do not have, though they have its namespace's others.",
        why: """
            The cluster's DNS has no such name, so the wait never ends, or ends at its deadline. Nearly always it is a \
            slip of the pen, or the Service was renamed. Only what must be a Service's name is looked at, and only in \
            namespaces of which Services are given: one of a similar name, pods of that name without a Service, or most \
            other waits finding theirs. Where nothing but the latter speaks for it, it is a note: the Service may come \
            from elsewhere.
            """,
        source: "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/",
        fix: "Write the Service's name as it is in these manifests, or add the Service.",
        before: """
            apiVersion: v1
            kind: Service
            metadata: {name: config-server}
            spec: {selector: {app: config}, ports: [{port: 8080}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: config, labels: {app: config}}
            spec: {containers: [{name: app, image: config:1}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: shop, annotations: {holdfast.dev/wait-for: "http://config-sever:8080/info"}}
            spec: {containers: [{name: app, image: shop:1}]}
            """,
        after: """
            apiVersion: v1
            kind: Service
            metadata: {name: config-server}
            spec: {selector: {app: config}, ports: [{port: 8080}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: config, labels: {app: config}}
            spec: {containers: [{name: app, image: config:1}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: shop, annotations: {holdfast.dev/wait-for: "http://config-server:8080/info"}}
            spec: {containers: [{name: app, image: shop:1}]}
            """,
        check: .set { UnknownService.hits($0) })
}

private enum UnknownService {
    static func hits(_ subject: SetSubject) -> [Hit] {
        let survey = subject.survey
        let links = subject.awaitedLinks
        let names = Dictionary(grouping: survey.services, by: \.namespace).mapValues { $0.map(\.name) }
        let complete = links.completeNamespaces(survey)
        // Operators make Services for their own resources.
        let custom = survey.objects.filter { $0.apiVersion.contains(".") && !$0.apiVersion.contains(".k8s.io/") }
        return links.compactMap { link -> Hit? in
            guard case .missingService(let name, let namespace) = link.meaning, let others = names[namespace],
                !isTheClusters(name, namespace), !link.subject.pod.mayResolveElsewhere(link.awaited.host ?? name),
                !isMade(name, namespace, custom)
            else { return nil }
            let near = NearName.cure(for: name, among: others)
            let workload = ["deployment", "statefulset", "daemonset", "pod"].lazy
                .compactMap { survey.pod(kind: $0, name: name, in: namespace) }.first
            let isQualified = link.awaited.host?.contains(".svc") ?? false
            let isSure = near != nil || workload != nil || isQualified
            guard isSure || complete.contains(namespace) else { return nil }
            var cure = near ?? ""
            if near == nil, let workload {
                cure = "add a Service \(name) that selects the pods of \(survey.pods[workload].pod.title)"
            } else if near == nil, others.count <= 12 {
                cure = "the Services there are " + others.joined(separator: ", ")
            }
            return link.subject.hit(
                at: link.awaited,
                "\(link.awaited.waiter(in: link.subject.pod)) waits for \(link.awaited.text), but namespace \(namespace) has no Service \(name) in these manifests",
                cure: cure, severity: isSure ? .warning : .note)
        }
    }

    /// Services that every cluster has.
    private static func isTheClusters(_ name: String, _ namespace: String) -> Bool {
        name == "kubernetes" && namespace == "default" || namespace == "kube-system"
    }

    /// Named as the resource, or with something before or behind that.
    private static func isMade(_ name: String, _ namespace: String, _ custom: [KubernetesObject]) -> Bool {
        custom.contains { object in
            guard object.namespace.isEmpty || object.namespace == namespace, !object.name.isEmpty else { return false }
            return name == object.name || name.hasPrefix(object.name + "-") || name.hasSuffix("-" + object.name)
        }
    }
}
