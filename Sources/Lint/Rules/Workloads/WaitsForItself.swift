import Startup
import Topology

extension Rule {
    static let waitsForItself = Rule(
        id: "HF505", name: "waits-for-itself", severity: .error,
        what: "A pod waits, before its own program runs, for a Service that leads to nobody but itself.",
        why: """
            Nothing listens behind the Service before the wait ends, and the wait ends only when something does. During a \
            rolling update the old pods answer, so that it seems to work; on the first install, and after an outage of \
            all replicas, nothing ever starts.
            """,
        source:
            "https://kubernetes.io/docs/concepts/workloads/pods/init-containers/ (they run before any regular container); https://kubernetes.io/docs/concepts/services-networking/service/",
        fix:
            "Wait for what the program really needs, or leave the wait out: the Service will lead to it once it is ready.",
        before: """
            apiVersion: v1
            kind: Service
            metadata: {name: shop}
            spec: {selector: {app: shop}, ports: [{port: 8080}]}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: shop}
            spec:
              selector: {matchLabels: {app: shop}}
              template:
                metadata:
                  labels: {app: shop}
                  annotations: {holdfast.dev/wait-for: "http://shop:8080/ready"}
                spec: {containers: [{name: app, image: shop:1}]}
            """,
        after: """
            apiVersion: v1
            kind: Service
            metadata: {name: shop}
            spec: {selector: {app: shop}, ports: [{port: 8080}]}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: shop}
            spec:
              selector: {matchLabels: {app: shop}}
              template:
                metadata:
                  labels: {app: shop}
                  annotations: {holdfast.dev/wait-for: "postgres://db:5432"}
                spec: {containers: [{name: app, image: shop:1}]}
            """,
        check: .set { subject in
            subject.awaitedLinks.compactMap { link -> Hit? in
                guard link.holdsOwnService(subject.survey) else { return nil }
                return link.subject.hit(
                    at: link.awaited,
                    "\(link.awaited.waiter(in: link.subject.pod)) waits for \(link.awaited.text), and only \(link.subject.pod.title) itself is behind that: it never starts",
                    cure: "remove this wait")
            }
        })
}

extension AwaitedLink {
    /// Whether the pod waits for a Service of which it is all that there is. Hooks are HF204's, names alone HF506's.
    fileprivate func holdsOwnService(_ survey: Survey) -> Bool {
        guard awaited.isBinding, !awaited.asksNameOnly, awaited.written?.site != .postStart,
            case .service(let index, _) = meaning
        else { return false }
        let service = survey.services[index]
        guard service.selects(subject.pod.labels), survey.pods(behind: service) == [subject.index],
            !waitsForPeers(survey)
        else { return false }
        if awaited.isInInit(subject.pod) { return true }
        // Another container may listen there while this one waits, and the pod is Ready if nobody asks this one.
        return awaited.held.contains { index in
            let container = subject.pod.all[index]
            return container.spec.probes[.readiness] != nil && !service.publishesNotReady
                || subject.pod.containers.count == 1
        }
    }

    /// Whether it waits for pods of its own workload, by a name that has none of them before one is ready.
    func waitsForPeers(_ survey: Survey) -> Bool {
        guard awaited.isBinding else { return false }
        let own: Int
        switch meaning {
        case .service(let index, _) where survey.services[index].selects(subject.pod.labels): own = index
        case .statefulPod(let index, let pod, _) where pod == subject.index: own = index
        default: return false
        }
        let service = survey.services[own]
        guard service.isHeadless, !service.publishesNotReady, survey.pods(behind: service) == [subject.index] else {
            return false
        }
        if awaited.isInInit(subject.pod) { return true }
        // Without a readinessProbe a container is ready while it still waits.
        return awaited.held.contains { subject.pod.all[$0].spec.probes[.readiness] != nil }
    }
}
