import Manifests
import Startup
import Topology

extension Rule {
    static let cycleInPod = Rule(
        id: "HF507", name: "cycle-in-pod", severity: .error,
        what: "Containers of one pod need each other in a circle.",
        why: """
            Each is to start when another one is ready, and that one waits for it in turn, so no mechanism can start any \
            of them. Nothing is injected into such a pod; waits that were written by hand just never end.
            """,
        source:
            "Docker Compose and Amazon ECS refuse circular dependsOn as well",
        fix: "Remove one of the dependencies: the container that can start without the other should retry by itself.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
              annotations:
                holdfast.dev/startup: |
                  containers:
                    app: {dependsOn: {cache: ready}}
                    cache: {dependsOn: {app: ready}}
            spec:
              containers:
                - {name: cache, image: cache:1}
                - {name: app, image: shop:1}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
              annotations:
                holdfast.dev/startup: |
                  containers:
                    app: {dependsOn: {cache: ready}}
            spec:
              containers:
                - {name: cache, image: cache:1}
                - {name: app, image: shop:1}
            """,
        check: .set { subject in
            subject.pods.compactMap { declared($0) }
                + cycles(subject).filter { $0.pods.count == 1 && $0.steps.count > 1 && !$0.needsOrder }
                .compactMap { written($0, subject) }
        })

    /// The graph of everything is made only where some pod has two waits for ports of its own.
    private static func cycles(_ subject: SetSubject) -> [WaitCycle] {
        let isLikely = subject.pods.contains { pod in
            pod.surveyed.writtenWaits.count > 1
                && pod.awaited.filter { wait in
                    if case .ownPod(.some)? = pod.meaning(of: wait) { true } else { false }
                }.count > 1
        }
        return isLikely ? WaitCycle.find(in: subject) : []
    }

    /// The planner's own error; the runner does not say it a second time.
    private static func declared(_ subject: PodSubject) -> Hit? {
        guard subject.surveyed.plan == nil, !subject.surveyed.declaration.needs.isEmpty,
            let cycle = StartupPlanner.cycle(subject.pod, subject.surveyed.declaration),
            subject.surveyed.diagnostics.contains(cycle)
        else { return nil }
        let node = subject.pod.annotations.first { $0.key.hasPrefix("holdfast.dev/") }?.value ?? subject.pod.node
        var hit = subject.hit(at: node, cycle.message, cure: cycle.cure)
        hit.place = Place(file: cycle.file, location: cycle.location)
        return hit
    }

    /// Containers whose commands wait for each other's ports. Those of the kubelet's own order are HF205's.
    private static func written(_ cycle: WaitCycle, _ subject: SetSubject) -> Hit? {
        guard let first = cycle.steps.first else { return nil }
        let pod = subject.pods[first.pod]
        guard let wait = pod.awaited.first(where: { $0.target?.name == first.link.via }) else { return nil }
        let waits = cycle.steps.map { step in
            let waiter = pod.awaited.first { $0.target?.name == step.link.via }
            return "\(waiter?.waiter(in: pod.pod) ?? pod.pod.title) waits for \(step.link.via)"
        }
        return pod.hit(
            at: wait, "\(pod.pod.title) can never start: " + waits.joined(separator: ", "),
            cure: "take one of these waits away")
    }
}
