import HandWritten
import Topology

extension Rule {
    static let nameIsNotReady = Rule(
        id: "HF106", name: "name-is-not-ready", severity: .warning,
        what: "A wait takes a name that resolves (nslookup, dig, getent, ping) for a service that is ready.",
        why: """
            The name of an ordinary Service resolves from the moment that the Service is created, with no pod behind it \
            at all. Only a headless Service has no address before a pod is ready, and then only if it does not publish \
            addresses that are not ready.
            """,
        source: "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/",
        fix:
            "Ask the service itself: holdfast.dev/wait-for with its URL, such as http://config:8080/health or postgres://db:5432.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: wait
                  image: busybox:1.36
                  command: [sh, -c, "until nslookup config; do sleep 1; done"]
              containers:
                - {name: app, image: shop:1}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
              annotations: {holdfast.dev/wait-for: "http://config:8080/health"}
            spec:
              containers:
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in
            subject.writtenWaits(.nameOnly).compactMap { written -> Hit? in
                let targets = written.wait.targets
                let weak = targets.filter { NameQuestion.isAboutAService($0, subject) }
                guard !weak.isEmpty || targets.isEmpty, !NameQuestion.asksItself(written) else { return nil }
                let names = weak.compactMap { $0.host ?? $0.meant }.joined(separator: " and ")
                let better = weak.compactMap { target in
                    target.host.flatMap { NameQuestion.better($0, subject) }
                }
                return subject.hit(
                    at: written,
                    "\(written.title(in: subject.pod)) asks only whether \(names.isEmpty ? "a name" : names) resolves, "
                        + "which says nothing about a pod behind it",
                    cure: better.isEmpty
                        ? "" : "ask the service: holdfast.dev/wait-for: \(better.joined(separator: ", "))")
            }
        })
}

private enum NameQuestion {
    /// Names of the world outside are asked to see whether there is a network, `kubernetes` to see whether there is DNS, and
    /// the pod's own name to see whether peers can find it.
    static func isAboutAService(_ target: WaitTarget, _ subject: PodSubject) -> Bool {
        guard let host = target.host else { return true }
        let labels = host.lowercased().split(separator: ".").map(String.init)
        if labels.first == "kubernetes", labels.count == 1 || labels[1] == "default" { return false }
        if BetterQuestion.isKeptByReadiness(target, subject, byName: true) { return false }
        // The name under which its own peers find it: DNS is what is meant.
        if subject.workload.node["spec"]?["serviceName"]?.text == labels.first { return false }
        switch subject.survey.meaning(ofHost: host, from: subject.pod.namespace) {
        case .loopback: return false
        case .elsewhere: return host.contains("$") || labels.contains("svc")
        case .statefulPod(_, let pod): return pod != subject.index
        case .service, .missing: return true
        }
    }

    static func asksItself(_ written: WrittenWait) -> Bool {
        let words = written.wait.scriptIndex == nil ? written.argv : [written.node.text]
        return words.contains { text in ownNames.contains { text.contains($0) } }
    }

    /// The Service's first port, if the survey has it, asked as well as it can be.
    static func better(_ host: String, _ subject: PodSubject) -> String? {
        guard case .service(let index) = subject.survey.meaning(ofHost: host, from: subject.pod.namespace) else {
            return nil
        }
        let ports = subject.survey.services[index].ports
        guard ports.count == 1, let port = ports.first?.number else { return nil }
        return BetterQuestion.target(host, port, for: subject) ?? "tcp://\(host):\(port)"
    }

    private static let ownNames = ["hostname", "HOSTNAME", "POD_NAME"]
}
