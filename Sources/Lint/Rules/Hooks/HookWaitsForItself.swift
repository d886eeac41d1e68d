import HandWritten
import Manifests
import StartupGraph
import Topology

extension Rule {
    static let hookWaitsForItself = Rule(
        id: "HF204", name: "hook-waits-for-itself", severity: .error,
        what: "A postStart hook waits until its own pod is ready or reachable through its Service.",
        why: """
            While a postStart hook runs, the pod's address is not published and its probes do not count: the pod is not \
            ready, and its Service does not lead to it, until the hook has returned. The hook waits for what only its own \
            end can bring. To ask its own port on localhost is fine.
            """,
        source: "seen on kubelet 1.36.2: podIP and probes wait for the hook",
        fix:
            "Ask the container itself: http://localhost:8080/health; or wait somewhere else than in the pod's own hook.",
        before: """
            apiVersion: v1
            kind: Service
            metadata: {name: shop}
            spec: {selector: {app: shop}, ports: [{port: 8080}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: shop, labels: {app: shop}}
            spec:
              containers:
                - name: app
                  image: shop:1
                  ports: [{containerPort: 8080}]
                  lifecycle:
                    postStart:
                      exec: {command: [sh, -c, "until curl -fs --max-time 3 http://shop:8080/health; do sleep 1; done"]}
            """,
        after: """
            apiVersion: v1
            kind: Service
            metadata: {name: shop}
            spec: {selector: {app: shop}, ports: [{port: 8080}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: shop, labels: {app: shop}}
            spec:
              containers:
                - name: app
                  image: shop:1
                  ports: [{containerPort: 8080}]
                  lifecycle:
                    postStart:
                      exec: {command: [sh, -c, "until curl -fs --max-time 3 http://localhost:8080/health; do sleep 1; done"]}
            """,
        check: .pod { subject in
            subject.surveyed.writtenWaits.compactMap { written -> Hit? in
                let wait = written.wait
                guard written.site == .postStart, !wait.isBackground, !wait.isConditional,
                    written.container >= subject.pod.initContainers.count
                else { return nil }
                let own = wait.targets.filter { SelfQuestion.isAboutItself($0, subject) }
                // One of several that are enough may come from elsewhere.
                guard let first = own.first, wait.needsAll || own.count == wait.targets.count else { return nil }
                return subject.hit(
                    at: written,
                    "\(written.title(in: subject.pod)) waits for \(first.meant ?? first.address), which is its own pod: "
                        + "that is not ready, and has no endpoint, before the hook has returned",
                    cure: SelfQuestion.cure(first, subject),
                    severity: wait.isBounded ? Diagnostic.Severity.warning : nil)
            }
        })
}

private enum SelfQuestion {
    static func isAboutItself(_ target: WaitTarget, _ subject: PodSubject) -> Bool {
        if let meant = target.meant, isOwnPod(meant, subject) { return true }
        switch subject.meaning(of: target) {
        case .service(let index, _):
            let survey = subject.survey
            let service = survey.services[index]
            // A name resolves without any pod, except that of a headless Service.
            if (target.meant ?? "").hasPrefix("dns:"), !service.isHeadless { return false }
            // Replicas of an earlier rollout may answer; at the first start there are none.
            guard survey.pods(behind: service) == [subject.index] else { return false }
            // An init container brings the address early, and this Service does not ask for more.
            return !service.publishesNotReady || subject.pod.initContainers.isEmpty
        case .workload(let index, .ready): return index == subject.index
        default: return false
        }
    }

    /// `kube:pod/$(POD_NAME)`, its name from `metadata.name`.
    private static func isOwnPod(_ meant: String, _ subject: PodSubject) -> Bool {
        let prefix = "kube:pod/"
        guard meant.lowercased().hasPrefix(prefix) else { return false }
        let name = meant.dropFirst(prefix.count).prefix { $0 != "#" && $0 != "?" }
        if name == "$(HOSTNAME)" { return true }
        guard name.hasPrefix("$("), name.hasSuffix(")") else {
            return subject.workload.kind == "Pod" && name == subject.pod.name
        }
        let variable = name.dropFirst(2).dropLast()
        return subject.pod.all.flatMap(\.environment).contains { one in
            one.name == variable
                && one.node["valueFrom"]?["fieldRef"]?["fieldPath"]?.text == "metadata.name"
        }
    }

    static func cure(_ target: WaitTarget, _ subject: PodSubject) -> String {
        guard let meant = target.meant, let host = target.host, let range = meant.firstRange(of: host) else {
            return "ask the container itself, on localhost"
        }
        return "ask the container itself: \(meant.replacingCharacters(range, "localhost"))"
    }
}

extension String {
    fileprivate func replacingCharacters(_ range: Range<String.Index>, _ text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
