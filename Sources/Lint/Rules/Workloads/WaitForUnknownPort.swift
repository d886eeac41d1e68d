import Manifests
import Startup
import Topology

extension Rule {
    static let waitForUnknownPort = Rule(
        id: "HF502", name: "wait-for-unknown-port", severity: .error,
        what: "A pod waits for a port that the Service does not have.",
        why: """
            A Service forwards the ports that it lists and no others: kube-proxy rejects or drops the rest, so the wait \
            never ends. The usual mistake is the container's port (targetPort) in place of the Service's. Behind a \
            headless Service the name leads to the pods themselves; there the containers' declared ports are looked at, \
            and since ports need not be declared that is a warning.
            """,
        source: "https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports",
        fix: "Write one of the Service's ports, or add the port to the Service.",
        before: """
            apiVersion: v1
            kind: Service
            metadata: {name: config}
            spec: {selector: {app: config}, ports: [{port: 80, targetPort: 8080}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: shop, annotations: {holdfast.dev/wait-for: "http://config:8080/info"}}
            spec: {containers: [{name: app, image: shop:1}]}
            """,
        after: """
            apiVersion: v1
            kind: Service
            metadata: {name: config}
            spec: {selector: {app: config}, ports: [{port: 80, targetPort: 8080}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: shop, annotations: {holdfast.dev/wait-for: "http://config/info"}}
            spec: {containers: [{name: app, image: shop:1}]}
            """,
        check: .set { subject in subject.awaitedLinks.compactMap { UnknownPort.hit($0, subject.survey) } })
}

private enum UnknownPort {
    static func hit(_ link: AwaitedLink, _ survey: Survey) -> Hit? {
        switch link.meaning {
        case .service(let index, let port?):
            let service = survey.services[index]
            guard service.externalName == nil else { return nil }
            return service.isHeadless
                ? headless(link, service, port, survey.pods(behind: service), survey) : plain(link, service, port)
        case .statefulPod(let index, let pod, let port?):
            return headless(link, survey.services[index], port, [pod], survey)
        default: return nil
        }
    }

    private static func plain(_ link: AwaitedLink, _ service: ServiceObject, _ port: Int) -> Hit? {
        guard !service.ports.isEmpty, !service.ports.contains(where: { $0.number == port }) else { return nil }
        let behind = service.ports.first { $0.destination == .number(port) }
        let list = service.ports.map { String($0.number) }.joined(separator: ", ")
        return link.subject.hit(
            at: link.awaited,
            "\(link.awaited.waiter(in: link.subject.pod)) waits for \(link.awaited.text), but Service \(service.name) has no port \(port)"
                + (behind == nil ? "" : ": that is the container's port (targetPort)"),
            cure: behind.map { "write port \($0.number)" } ?? "its ports are \(list)")
    }

    /// Ports need not be declared: only where the pods declare some, and not this one, is it worth a word.
    private static func headless(
        _ link: AwaitedLink, _ service: ServiceObject, _ port: Int, _ pods: [Int], _ survey: Survey
    ) -> Hit? {
        guard !pods.isEmpty else { return nil }
        let declared = pods.flatMap { survey.pods[$0].pod.all }.flatMap { container in
            (container.node["ports"]?.items ?? []).compactMap { $0["containerPort"].flatMap { Int($0.text) } }
        }
        let isServices = service.ports.contains { $0.number == port || $0.destination == .number(port) }
        guard !declared.isEmpty, !declared.contains(port), !isServices else { return nil }
        let list = Set(declared).sorted().map { String($0) }.joined(separator: ", ")
        return link.subject.hit(
            at: link.awaited,
            "\(link.awaited.waiter(in: link.subject.pod)) waits for \(link.awaited.text), but neither headless Service \(service.name) nor its pods declare port \(port)",
            cure: "the pods declare \(list)", severity: .warning)
    }
}
