import Manifests
import Startup
import Topology

extension Rule {
    static let cycleAcrossWorkloads = Rule(
        id: "HF508", name: "cycle-across-workloads", severity: .error,
        what: "Workloads wait for each other in a circle.",
        why: """
            Each holds its own start until another one is ready, and that one waits for it in turn: none of them ever \
            starts. In a cluster that has grown step by step the old pods answer, so it shows only on a new cluster, or \
            after all of them were down.
            """,
        source:
            "https://github.com/kubernetes/kubernetes/issues/117359 (dependencies across workloads)",
        fix: "Take one of the waits away: the program that can start without the other should retry by itself.",
        before: """
            apiVersion: v1
            kind: Service
            metadata: {name: orders}
            spec: {selector: {app: orders}, ports: [{port: 8080}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: stock}
            spec: {selector: {app: stock}, ports: [{port: 8080}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: orders, labels: {app: orders}, annotations: {holdfast.dev/wait-for: "http://stock:8080/"}}
            spec: {containers: [{name: app, image: orders:1}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: stock, labels: {app: stock}, annotations: {holdfast.dev/wait-for: "http://orders:8080/"}}
            spec: {containers: [{name: app, image: stock:1}]}
            """,
        after: """
            apiVersion: v1
            kind: Service
            metadata: {name: orders}
            spec: {selector: {app: orders}, ports: [{port: 8080}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: stock}
            spec: {selector: {app: stock}, ports: [{port: 8080}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: orders, labels: {app: orders}, annotations: {holdfast.dev/wait-for: "http://stock:8080/"}}
            spec: {containers: [{name: app, image: orders:1}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: stock, labels: {app: stock}}
            spec: {containers: [{name: app, image: stock:1}]}
            """,
        check: .set { subject in
            WaitCycle.find(in: subject).filter { $0.pods.count > 1 }.compactMap { hit($0, subject) }
        })

    private static func hit(_ cycle: WaitCycle, _ subject: SetSubject) -> Hit? {
        guard let first = cycle.steps.first else { return nil }
        let waits = cycle.steps.map { step in
            let place = step.link.place.map { " (\($0.file)\($0.location.map { ":\($0.line)" } ?? ""))" } ?? ""
            return "\(subject.pods[step.pod].pod.title) waits for \(step.link.via)\(place)"
        }
        let pod = subject.pods[first.pod]
        let message = "none of these ever starts: " + waits.joined(separator: ", ")
        let cure = "take one of these waits away"
        guard let wait = pod.awaited.first(where: { $0.target?.name == first.link.via }) else {
            return pod.hit(at: pod.pod.node, message, cure: cure)
        }
        return pod.hit(at: wait, message, cure: cure)
    }
}
