import HandWritten
import Kubelet
import Manifests
import Startup
import StartupGraph
import Topology

extension Rule {
    static let hookHidesThePod = Rule(
        id: "HF206", name: "hook-hides-the-pod", severity: .warning,
        what: "A postStart hook waits in a pod that others have to find by name or address before it is ready.",
        why: """
            While a postStart hook runs, the kubelet does not publish status.podIP: neither DNS nor endpoints nor network \
            policies know the pod, also where a Service has publishNotReadyAddresses. Peers that look for it, the members \
            of a cluster that forms itself say, do not find it until the hook has returned.
            """,
        source: "seen on kubelet 1.36.2 in pods without init containers",
        fix: """
            Give the pod an init container that does nothing (command: ["true"]): the address is published before the \
            hook runs. Or let the waiting container's own command wait: holdfast.dev/startup with strategy: wrap.
            """,
        before: """
            apiVersion: v1
            kind: Service
            metadata: {name: db}
            spec: {clusterIP: None, publishNotReadyAddresses: true, selector: {app: db}, ports: [{port: 5432}]}
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec:
              serviceName: db
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec:
                  containers:
                    - name: proxy
                      image: envoy:1.36
                      lifecycle:
                        postStart:
                          exec: {command: [sh, -c, "until curl -fs --max-time 3 http://localhost:9901/ready; do sleep 1; done"]}
                    - {name: db, image: db:1}
            """,
        after: """
            apiVersion: v1
            kind: Service
            metadata: {name: db}
            spec: {clusterIP: None, publishNotReadyAddresses: true, selector: {app: db}, ports: [{port: 5432}]}
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec:
              serviceName: db
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec:
                  initContainers:
                    - {name: address-first, image: busybox:1.36, command: ["true"]}
                  containers:
                    - name: proxy
                      image: envoy:1.36
                      lifecycle:
                        postStart:
                          exec: {command: [sh, -c, "until curl -fs --max-time 3 http://localhost:9901/ready; do sleep 1; done"]}
                    - {name: db, image: db:1}
            """,
        check: .set { subject in HiddenPods.hits(subject) })
}

private enum HiddenPods {
    /// A hook that takes its time.
    private struct Hook {
        var node: Node
        var offset: Int?
        var container: Container
        /// Whether it waits for something outside of the pod, which may take long.
        var waitsOutside: Bool
    }

    static func hits(_ subject: SetSubject) -> [Hit] {
        var hooks: [Int: Hook] = [:]
        for pod in subject.pods where pod.pod.initContainers.isEmpty { hooks[pod.index] = hook(pod) }
        guard !hooks.isEmpty else { return [] }
        var open: [Int: String] = [:]
        var selected: Set<Int> = []
        for service in subject.survey.services {
            for index in subject.survey.pods(behind: service) where hooks[index] != nil {
                selected.insert(index)
                if service.publishesNotReady, open[index] == nil { open[index] = service.name }
            }
        }
        let asksFurther = hooks.contains { open[$0.key] == nil && $0.value.waitsOutside && selected.contains($0.key) }
        let waiting = asksFurther ? waiting(subject.survey) : [:]
        return hooks.sorted { $0.key < $1.key }.compactMap { index, hook -> Hit? in
            if let service = open[index] {
                return hit(
                    subject.pods[index], hook,
                    "Service \(service) publishes it before it is ready, but its address is not there before the hook has returned",
                    nil)
            }
            guard hook.waitsOutside, selected.contains(index), let other = waiting[index] else { return nil }
            let title = subject.survey.pods[other].pod.title
            return hit(
                subject.pods[index], hook,
                "\(title) waits for it, and it has no endpoint before the hook has returned", .note)
        }
    }

    private static func hit(
        _ pod: PodSubject, _ hook: Hook, _ message: String, _ severity: Diagnostic.Severity?
    ) -> Hit {
        pod.hit(
            at: hook.node, offset: hook.offset, container: hook.container,
            "the postStart hook of \(hook.container.name) hides \(pod.pod.title) while it waits: \(message)",
            cure: "add an init container that does nothing (command: [\"true\"]), or wait with strategy: wrap",
            severity: severity)
    }

    private static func hook(_ subject: PodSubject) -> Hook? {
        let pod = subject.pod
        let written = subject.surveyed.writtenWaits.first { $0.site == .postStart && !$0.wait.isBackground }
        if let written {
            let isOutside = written.wait.targets.contains { target in
                switch subject.meaning(of: target) {
                case .ownPod, .time, nil: false
                default: true
                }
            }
            return Hook(
                node: written.node, offset: written.offset, container: pod.all[written.container],
                waitsOutside: isOutside || written.wait.shape == .sleep)
        }
        for container in pod.containers {
            guard case .sleep(let seconds)? = container.spec.postStart, seconds > 0,
                let node = container.node["lifecycle"]?["postStart"]?["sleep"]
            else { continue }
            return Hook(node: node, offset: nil, container: container, waitsOutside: true)
        }
        return nil
    }

    /// Who waits for which pod, by positions in ``Survey/pods``: the first one of each.
    private static func waiting(_ survey: Survey) -> [Int: Int] {
        let graph = survey.graph()
        var result: [Int: Int] = [:]
        for link in graph.links where link.origin != .kubelet {
            guard case .container(let dependent, _) = graph.vertices[link.dependent],
                case .container(let dependency, _) = graph.vertices[link.dependency], dependent != dependency,
                result[dependency] == nil
            else { continue }
            result[dependency] = dependent
        }
        return result
    }
}
