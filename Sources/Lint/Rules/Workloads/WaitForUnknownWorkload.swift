import Manifests
import Startup
import Topology

extension Rule {
    static let waitForUnknownWorkload = Rule(
        id: "HF503", name: "wait-for-unknown-workload", severity: .warning,
        what: "A pod waits for a Job, Deployment or Pod that these manifests do not have, though they have others.",
        why: """
            kubectl wait fails at once on what is not there, and the kubelet repeats it in growing pauses; other waiters \
            wait for ever. Nearly always the workload was renamed. Only names that are like another's, or that stand in a \
            namespace where most other waits find theirs, are looked at, and none that something in these manifests may \
            generate.
            """,
        source: "https://kubernetes.io/docs/reference/kubectl/generated/kubectl_wait/",
        fix: "Write the name that the workload has, or add the workload to the release.",
        before: """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: migrate-schema}
            spec: {template: {spec: {restartPolicy: Never, containers: [{name: run, image: migrate:1}]}}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: shop, annotations: {holdfast.dev/wait-for: "kube:job/migrate-shema"}}
            spec: {containers: [{name: app, image: shop:1}]}
            """,
        after: """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: migrate-schema}
            spec: {template: {spec: {restartPolicy: Never, containers: [{name: run, image: migrate:1}]}}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: shop, annotations: {holdfast.dev/wait-for: "kube:job/migrate-schema"}}
            spec: {containers: [{name: app, image: shop:1}]}
            """,
        check: .set { subject in UnknownWorkload.hits(subject) })
}

private enum UnknownWorkload {
    static func hits(_ subject: SetSubject) -> [Hit] {
        let survey = subject.survey
        let links = subject.awaitedLinks
        let complete = links.completeNamespaces(survey)
        let byNamespace = Dictionary(grouping: survey.pods, by: \.pod.namespace)
        return links.compactMap { link -> Hit? in
            guard case .missingWorkload(let title, let namespace) = link.meaning, let slash = title.firstIndex(of: "/")
            else { return nil }
            let kind = String(title[..<slash])
            let name = String(title[title.index(after: slash)...])
            // A pod's own workload says nothing about what else there is.
            let others = (byNamespace[namespace] ?? []).filter {
                $0.workload.node.position != link.subject.workload.node.position
                    || $0.workload.node.source.name != link.subject.workload.node.source.name
            }
            let same = others.filter { $0.workload.kind.lowercased() == kind }.map(\.workload.name)
            // Pods, the Jobs of a CronJob and whatever has a generateName carry another's name with something behind it.
            let isGenerated = (byNamespace[namespace] ?? []).contains { name.hasPrefix($0.workload.name) }
            let otherKind = others.first { $0.workload.name == name }?.workload.kind
            let near = NearName.cure(for: name, among: same)
            guard otherKind != nil || !isGenerated && (near != nil || complete.contains(namespace)) else { return nil }
            var cure = near ?? ""
            if let otherKind { cure = "there is a \(otherKind) of that name: write \(otherKind.lowercased())/\(name)" }
            return link.subject.hit(
                at: link.awaited,
                "\(link.awaited.waiter(in: link.subject.pod)) waits for \(title), which namespace \(namespace) does not have in these manifests",
                cure: cure, severity: near != nil || otherKind != nil ? .warning : .note)
        }
    }
}
