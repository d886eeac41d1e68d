import Manifests
import Probing
import Startup
import Topology

extension Rule {
    static let waitBeyondRelease = Rule(
        id: "HF306", name: "wait-beyond-release", severity: .warning,
        what: "A hook of a Helm or Argo CD release waits longer than the release does, or for what comes after it.",
        why: """
            Helm runs hooks one after another and gives up after --timeout, 5 minutes by default, with nothing but \
            "timed out waiting for the condition"; the release is left as failed. Argo CD has no such limit: a hook that \
            waits for ever keeps the sync running, and no other sync can begin. Worst is a hook that waits for an object \
            that the tool creates only after the hook has ended: that cannot succeed on the first install.
            """,
        source:
            "https://helm.sh/docs/topics/charts_hooks/; https://helm.sh/docs/helm/helm_install/ (--timeout 5m0s); https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/",
        fix:
            "Give the wait a deadline below 5 minutes; wait in a post-install hook, or in the workload itself, for what the release creates.",
        before: """
            apiVersion: v1
            kind: Service
            metadata: {name: db}
            spec: {selector: {app: db}, ports: [{port: 5432}]}
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {name: migrate, annotations: {helm.sh/hook: pre-install}}
            spec:
              template:
                metadata: {annotations: {holdfast.dev/wait-for: "postgres://db:5432", holdfast.dev/timeout: 2m}}
                spec: {restartPolicy: Never, containers: [{name: run, image: migrate:1}]}
            """,
        after: """
            apiVersion: v1
            kind: Service
            metadata: {name: db}
            spec: {selector: {app: db}, ports: [{port: 5432}]}
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {name: migrate, annotations: {helm.sh/hook: "post-install,pre-upgrade"}}
            spec:
              template:
                metadata: {annotations: {holdfast.dev/wait-for: "postgres://db:5432", holdfast.dev/timeout: 2m}}
                spec: {restartPolicy: Never, containers: [{name: run, image: migrate:1}]}
            """,
        check: .pod { subject in
            let stage = ReleaseStage(subject.workload.node)
            let late = subject.awaited.filter(\.isBinding).compactMap { BeyondRelease.late($0, stage, subject) }
            return late.isEmpty ? subject.waitsOnce.compactMap { BeyondRelease.long($0, stage, subject) } : late
        })
}

private enum BeyondRelease {
    /// helm install --timeout, when nobody says anything.
    private static let helmTimeout = 300

    /// Something that the tool creates later.
    static func late(_ wait: Awaited, _ stage: ReleaseStage, _ subject: PodSubject) -> Hit? {
        // A name resolves as soon as the Service is there, but that is created later too.
        guard let object = object(behind: wait, subject), let reason = ReleaseStage(object.node).isBehind(stage) else {
            return nil
        }
        return subject.hit(
            at: wait,
            "\(wait.waiter(in: subject.pod)) waits for \(wait.text), but \(object.title) is not there yet on the first install: \(reason)",
            cure: "wait in a later stage (post-install, PostSync), or put \(object.title) before it", severity: .error)
    }

    private static func object(behind wait: Awaited, _ subject: PodSubject) -> (node: Node, title: String)? {
        let survey = subject.survey
        switch subject.meaning(of: wait) {
        case .service(let index, _)?, .statefulPod(let index, _, _)?:
            let service = survey.services[index]
            // The Service may be early, and the pods behind it late.
            let pods = survey.pods(behind: service)
            if pods.count == 1, let pod = pods.first, pod != subject.index, !wait.asksNameOnly || service.isHeadless {
                let stage = ReleaseStage(subject.workload.node)
                if ReleaseStage(service.node).isBehind(stage) == nil {
                    return (survey.pods[pod].workload.node, survey.pods[pod].pod.title)
                }
            }
            return (service.node, "Service \(service.name)")
        case .workload(let pod, _)? where pod != subject.index:
            return (survey.pods[pod].workload.node, survey.pods[pod].pod.title)
        default: return nil
        }
    }

    /// Longer than the tool waits.
    static func long(_ wait: Awaited, _ stage: ReleaseStage, _ subject: PodSubject) -> Hit? {
        let waiter = wait.waiter(in: subject.pod)
        // Of other kinds Helm does not wait for the end.
        guard ["Job", "Pod"].contains(subject.workload.kind),
            !PodDeadline.all(of: subject.workload).contains(where: { $0.kills && $0.seconds < helmTimeout })
        else { return nil }
        if !stage.helmHooks.isEmpty, wait.exceeds(seconds: helmTimeout - 1) {
            return subject.hit(
                at: wait,
                "\(waiter) waits \(wait.lengthText) for \(wait.text) in a Helm hook (\(stage.helmHooks.sorted().joined(separator: ", "))), and helm gives up after 5m unless it is called with a longer --timeout",
                cure: "give up after less than 5m, so that the reason is in the Job's log")
        }
        guard stage.helmHooks.isEmpty, !stage.argoHooks.isEmpty, wait.length == .endless,
            PodDeadline.all(of: subject.workload).isEmpty
        else { return nil }
        return subject.hit(
            at: wait,
            "\(waiter) waits for ever for \(wait.text) in an Argo CD hook (\(stage.argoHooks.sorted().joined(separator: ", "))): the sync never ends, and no other one can begin",
            cure: "give the wait a deadline, or the Job activeDeadlineSeconds")
    }
}
