import HandWritten
import Kubelet
import Manifests
import ShellScript
import Startup
import Topology

extension Rule {
    static let waitWithoutDeadline = Rule(
        id: "HF102", name: "wait-without-deadline", severity: .warning,
        what: "A wait in a container's command goes on for ever.",
        why: """
            When the dependency never comes (a typing error in its name is enough), the pod stays at Init:0/1 or \
            Running for days: no restart, no event and no failed Job tells anybody, and its node's resources stay \
            taken. Where a file is waited for, somebody on the node or in the pod makes it, and it is a note. Hooks are \
            not meant here: a hook has to block, see HF201.
            """,
        source: "Holdfast's waiter gives up after 5 minutes unless told otherwise; kubernetes issue 117359",
        fix: """
            Give it an end that fails: timeout 300 around the loop, a counted loop with exit 1 behind it, the tool's own \
            --timeout, or holdfast.dev/wait-for, which has one.
            """,
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: wait
                  image: postgres:17
                  command: [sh, -c, "until pg_isready -h db; do sleep 1; done"]
              containers:
                - {name: app, image: shop:1}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
              annotations: {holdfast.dev/wait-for: "postgres://db:5432#timeout=2m"}
            spec:
              containers:
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in
            if EndlessWait.hasActiveDeadline(subject) { return [] }
            return subject.writtenWaits(.noDeadline).compactMap { written -> Hit? in
                guard written.site != .postStart, !written.wait.isBackground,
                    !EndlessWait.isEndedByProbe(written, subject), !EndlessWait.mayFail(written)
                else { return nil }
                let declared = subject.declarable(written)
                return subject.hit(
                    at: written, "\(subject.sentence(written)) without a deadline",
                    cure: "let it fail after some minutes: "
                        + (declared.isEmpty
                            ? "timeout 300, or a counted loop with exit 1 behind it" : "\(declared) gives up after 5m"),
                    severity: written.wait.proof == .file ? Diagnostic.Severity.note : nil)
            }
        })
}

private enum EndlessWait {
    /// Whether Kubernetes itself ends the pod (Pod and Job `activeDeadlineSeconds`).
    static func hasActiveDeadline(_ subject: PodSubject) -> Bool {
        let key = "activeDeadlineSeconds"
        if subject.pod.node[key] != nil { return true }
        let spec = subject.workload.node["spec"]
        return switch subject.workload.kind {
        case "Job": spec?[key] != nil
        case "CronJob": spec?["jobTemplate"]?["spec"]?[key] != nil
        default: false
        }
    }

    /// A loop that has an exit with failure in it has some limit, though it could not be counted out.
    static func mayFail(_ written: WrittenWait) -> Bool {
        guard let range = written.wait.definition, written.wait.scriptIndex != nil else { return false }
        let script = Script(written.node.text)
        guard range.upperBound <= script.bytes.count else { return false }
        return ScriptCalls(Script(script.text(range))).calls.contains { call in
            call.name == "exit" && call.arguments.first.map { $0.literal != "0" } ?? false
        }
    }

    /// A container that never gets to listen is restarted by its probes, which is seen.
    static func isEndedByProbe(_ written: WrittenWait, _ subject: PodSubject) -> Bool {
        guard written.site == .container else { return false }
        let probes = subject.pod.all[written.container].spec.probes
        return probes[.startup] != nil || probes[.liveness] != nil
    }
}
