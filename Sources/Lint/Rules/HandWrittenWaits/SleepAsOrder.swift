import HandWritten
import Kubelet
import Startup
import Topology

extension Rule {
    static let sleepAsOrder = Rule(
        id: "HF101", name: "sleep-as-order", severity: .warning,
        what: "A container or a postStart hook sleeps for a fixed time so that something else may get ready meanwhile.",
        why: """
            The time is right for one day and one machine. When the dependency takes longer, what comes after starts \
            without it, as if there had been no sleep; when it takes less, every start of the pod is late for nothing \
            (sleep 30 for a 20-second dependency: 10.7 s lost).
            """,
        source: "measured on kubelet 1.36.2, ten replicas: sleep 30 in an init container for a 20-second dependency",
        fix: """
            Say what is waited for: holdfast.dev/wait-for: with its URL. If nothing but time is meant, say that: \
            holdfast.dev/wait-for: delay:30s.
            """,
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - {name: delay, image: busybox:1.36, command: [sleep, "30"]}
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
        check: .pod { subject in SleepSearch.hits(subject) })
}

private enum SleepSearch {
    static func hits(_ subject: PodSubject) -> [Hit] {
        commands(subject) + handlers(subject)
    }

    private static func commands(_ subject: PodSubject) -> [Hit] {
        subject.writtenWaits(.fixedDelay).compactMap { written -> Hit? in
            if written.wait.isBackground { return nil }
            // In the hook of the last container it holds nobody, unless the hook itself goes on.
            let isLast = written.container == subject.pod.all.count - 1
            if written.site == .postStart, isLast, written.wait.remainder == .nothing { return nil }
            let time = written.wait.deadline.map { TimeWord.text($0) }
            return subject.hit(
                at: written,
                "\(written.title(in: subject.pod)) sleeps\(time.map { " " + $0 } ?? ""), and then nothing is known to be ready",
                cure: cure(time))
        }
    }

    /// The kubelet's own `sleep` (GA in 1.34).
    private static func handlers(_ subject: PodSubject) -> [Hit] {
        subject.pod.all.dropLast().compactMap { container -> Hit? in
            guard case .sleep(let seconds)? = container.spec.postStart, seconds > 0,
                let node = container.node["lifecycle"]?["postStart"]?["sleep"]
            else { return nil }
            return subject.hit(
                at: node["seconds"] ?? node, container: container,
                "the postStart hook of \(container.name) sleeps \(seconds)s, and then nothing is known to be ready",
                cure: cure("\(seconds)s"))
        }
    }

    private static func cure(_ time: String?) -> String {
        "write what is waited for, such as holdfast.dev/wait-for: http://config:8080/health, "
            + "or where only time is meant holdfast.dev/wait-for: delay:\(time ?? "5s")"
    }
}
