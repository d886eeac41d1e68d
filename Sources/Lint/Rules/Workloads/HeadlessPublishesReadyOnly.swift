import Manifests
import Startup
import Topology

extension Rule {
    static let headlessPublishesReadyOnly = Rule(
        id: "HF506", name: "headless-publishes-ready-only", severity: .error,
        what: "Pods wait for each other's names behind a headless Service that has only those that are ready.",
        why: """
            A headless Service has a DNS record for each pod that is ready. Pods that wait for a peer's name before they \
            become ready themselves wait for ever: nobody is ready, so nobody has a name. publishNotReadyAddresses is \
            there for this.
            """,
        source:
            "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id; core/v1 ServiceSpec.publishNotReadyAddresses",
        fix: "Set publishNotReadyAddresses: true on the headless Service; give clients a Service of their own.",
        before: """
            apiVersion: v1
            kind: Service
            metadata: {name: db}
            spec: {clusterIP: None, selector: {app: db}, ports: [{port: 7000}]}
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec:
              serviceName: db
              replicas: 3
              selector: {matchLabels: {app: db}}
              template:
                metadata:
                  labels: {app: db}
                  annotations: {holdfast.dev/wait-for: "dns:db"}
                spec: {containers: [{name: db, image: db:1}]}
            """,
        after: """
            apiVersion: v1
            kind: Service
            metadata: {name: db}
            spec: {clusterIP: None, publishNotReadyAddresses: true, selector: {app: db}, ports: [{port: 7000}]}
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec:
              serviceName: db
              replicas: 3
              selector: {matchLabels: {app: db}}
              template:
                metadata:
                  labels: {app: db}
                  annotations: {holdfast.dev/wait-for: "dns:db"}
                spec: {containers: [{name: db, image: db:1}]}
            """,
        check: .set { subject in subject.awaitedLinks.compactMap { hit($0, subject.survey) } })

    private static func hit(_ link: AwaitedLink, _ survey: Survey) -> Hit? {
        guard link.waitsForPeers(survey) else { return nil }
        let service: ServiceObject
        switch link.meaning {
        case .service(let index, _), .statefulPod(let index, _, _): service = survey.services[index]
        default: return nil
        }
        // The Service is another object, which a fix of this one cannot change.
        return link.subject.hit(
            at: link.awaited,
            "\(link.awaited.waiter(in: link.subject.pod)) waits for \(link.awaited.text), a name of the pods of \(link.subject.pod.title) themselves, which headless Service \(service.name) has only once they are ready",
            cure: "set publishNotReadyAddresses: true in the spec of Service \(service.name)")
    }
}
