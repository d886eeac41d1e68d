import Kubelet
import Manifests
import Startup

extension Rule {
    static let sidecarInJob = Rule(
        id: "HF303", name: "sidecar-in-job", severity: .warning,
        what: "A Job's pod has a proxy or a log shipper as an ordinary container, which never ends by itself.",
        why: """
            A pod is completed when all its ordinary containers have ended. A sidecar runs on when the work is done, so \
            the Job never completes: whoever waits for it waits for ever, and a CronJob's next runs pile up or are left out. \
            A native sidecar is ended by the kubelet when the ordinary containers have.
            """,
        source: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers",
        fix: """
            Move it to initContainers with restartPolicy: Always (Kubernetes 1.29 and newer), or let the work end it \
            (`/quitquitquit`, linkerd-await --shutdown, a signal with shareProcessNamespace).
            """,
        before: """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: migrate}
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - {name: migrate, image: shop-migrate:1}
                    - {name: cloud-sql-proxy, image: "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.0"}
            """,
        after: """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: migrate}
            spec:
              template:
                spec:
                  restartPolicy: Never
                  initContainers:
                    - name: cloud-sql-proxy
                      image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.0
                      restartPolicy: Always
                  containers:
                    - {name: migrate, image: shop-migrate:1}
            """,
        check: .pod { subject in
            let pod = subject.pod
            guard ["Job", "CronJob"].contains(subject.workload.kind), pod.containers.count > 1,
                pod.containers.contains(where: { Helper.of($0) == nil }), !endsSidecars(pod)
            else { return [] }
            return pod.containers.compactMap { container -> Hit? in
                // A script of somebody's own may watch for the end of the work.
                guard Helper.of(container) != nil, !SimpleCommand.isShell(container.command),
                    container.command.first?.hasSuffix("timeout") != true
                else { return nil }
                let isNewEnough = subject.survey.settings.cluster.hasNativeSidecars
                return subject.hit(
                    at: container.node["name"] ?? container.node, container: container,
                    "sidecar \(container.name) is an ordinary container of \(pod.title) and never ends: "
                        + "the Job does not complete",
                    cure: isNewEnough ? "move \(container.name) to initContainers with restartPolicy: Always" : "",
                    fix: isNewEnough ? fix(subject, container) : nil)
            }
        })

    private static func endsSidecars(_ pod: Pod) -> Bool {
        if pod.node["shareProcessNamespace"]?.scalar == .bool(true) { return true }
        return pod.all.contains { container in
            if container.environment.contains(where: { variable in
                ending.contains { variable.name.hasPrefix($0) }
            }) {
                return true
            }
            var text = container.commandLine.joined(separator: " ")
            if case .exec(let words)? = container.spec.postStart { text += " " + words.joined(separator: " ") }
            return words.contains { text.contains($0) }
        }
    }

    /// Variables of OpenKruise's job terminator, kubexit and scuttle.
    private static let ending = ["KRUISE_TERMINATE_SIDECAR", "KUBEXIT_", "ISTIO_QUIT_API", "ENVOY_ADMIN_API"]
    private static let words = [
        "quitquitquit", "pkill", "killall", "kill ", "/shutdown", "linkerd-await", "kubexit", "scuttle",
        "exit-zero-on-sigterm",
    ]

    private static func fix(_ subject: PodSubject, _ container: Container) -> Fix? {
        let pod = subject.pod
        guard let list = pod.node["containers"], case .mapping(let fields) = Value(container.node) else { return nil }
        let sidecar = Value.mapping(fields + [Value.Field("restartPolicy", .string("Always"))])
        var changes: [Change] = [.removeItem(container.node, of: list)]
        // Before the others: they may need it too.
        if let inits = pod.node["initContainers"], inits.kind == .sequence, !inits.items.isEmpty {
            changes.append(.insert(sidecar, into: inits, at: 0))
        } else {
            changes.append(.set(in: pod.node, path: ["initContainers"], .sequence([sidecar])))
        }
        return Fix("make \(container.name) a native sidecar", isSafe: false, changes)
    }
}
