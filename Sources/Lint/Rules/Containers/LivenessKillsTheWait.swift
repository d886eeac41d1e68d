import HandWritten
import Kubelet
import Manifests
import Probing
import Startup
import Topology

extension Rule {
    static let livenessKillsTheWait = Rule(
        id: "HF304", name: "liveness-kills-the-wait", severity: .warning,
        what: "A container waits before it runs its program, and its livenessProbe kills it meanwhile.",
        why: """
            Probes count from the container's start, not from the start of the program behind the wait. While it waits \
            nothing answers the livenessProbe, so the kubelet kills the container, and it waits anew, in the growing \
            pauses of CrashLoopBackOff. A startupProbe keeps the livenessProbe away until it has succeeded once.
            """,
        source:
            "pkg/kubelet/prober/worker.go (a startupProbe holds the others back); https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
        fix:
            "Give the container a startupProbe that covers the wait, or wait in an init container, which has no livenessProbe.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              containers:
                - name: app
                  image: shop:1
                  command: [sh, -c, "until nc -z db 5432; do sleep 1; done; exec /app"]
                  livenessProbe: {httpGet: {path: /live, port: 8080}}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              containers:
                - name: app
                  image: shop:1
                  command: [sh, -c, "until nc -z db 5432; do sleep 1; done; exec /app"]
                  startupProbe: {httpGet: {path: /live, port: 8080}, periodSeconds: 2, failureThreshold: 300}
                  livenessProbe: {httpGet: {path: /live, port: 8080}}
            """,
        check: .pod { subject in subject.waitsOnce.compactMap { LivenessDuringWait.hit($0, subject) } })
}

private enum LivenessDuringWait {
    /// What an endless wait is taken to need: Holdfast's own default deadline.
    private static let likely = 300

    static func hit(_ wait: Awaited, _ subject: PodSubject) -> Hit? {
        guard let written = wait.written, written.site == .container, written.wait.remainder != .nothing,
            !written.wait.isBackground, !written.wait.isConditional
        else { return nil }
        let container = subject.pod.all[written.container]
        let (kind, probe): (ProbeKind, ProbeSpec)
        if let startup = container.spec.probes[.startup] {
            // Those with a deadline of their own are HF702's.
            guard !written.isPlacedWaiter else { return nil }
            (kind, probe) = (.startup, startup)
        } else if let liveness = container.spec.probes[.liveness] {
            (kind, probe) = (.liveness, liveness)
        } else {
            return nil
        }
        // A command may well succeed while the container waits.
        if case .exec = probe.handler { return nil }
        let window = probe.initialDelay + probe.period * probe.failureThreshold
        guard wait.exceeds(seconds: window), wait.length != .endless || window < likely,
            let node = container.node[kind.rawValue + "Probe"]
        else { return nil }
        return subject.hit(
            at: node, container: container,
            "container \(container.name) waits \(wait.lengthText) for \(wait.text) before its program runs, and its \(kind.rawValue)Probe kills it after \(window) s",
            cure: kind == .liveness
                ? "give it a startupProbe like the livenessProbe, with failureThreshold × periodSeconds of \(needed(wait)) s or more"
                : "make failureThreshold × periodSeconds of the startupProbe \(needed(wait)) s or more",
            fix: kind == .liveness ? fix(container, node, wait) : lengthened(container, node, probe, wait))
    }

    /// The wait, and a minute for the program itself.
    private static func needed(_ wait: Awaited) -> Int {
        guard case .upTo(let time) = wait.length else { return 600 }
        return Int((time + 999) / 1000) + 60
    }

    private static func fix(_ container: Container, _ liveness: Node, _ wait: Awaited) -> Fix? {
        guard let key = ["httpGet", "tcpSocket", "grpc"].first(where: { liveness[$0] != nil }),
            let handler = liveness[key]
        else { return nil }
        let value = Value.fields(
            (key, Value(handler)), ("periodSeconds", .int(2)), ("failureThreshold", .int((needed(wait) + 1) / 2)))
        return Fix(
            "give container \(container.name) a startupProbe that covers its wait", isSafe: false,
            [.set(in: container.node, path: ["startupProbe"], value)])
    }

    private static func lengthened(_ container: Container, _ node: Node, _ probe: ProbeSpec, _ wait: Awaited) -> Fix {
        let failures = (needed(wait) + probe.period - 1) / probe.period
        return Fix(
            "let the startupProbe of \(container.name) cover its wait", isSafe: false,
            [.set(in: node, path: ["failureThreshold"], .int(failures))])
    }
}
