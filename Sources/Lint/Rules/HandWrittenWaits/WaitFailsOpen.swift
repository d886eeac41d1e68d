import HandWritten
import Topology

extension Rule {
    static let waitFailsOpen = Rule(
        id: "HF108", name: "wait-fails-open", severity: .warning,
        what: "A wait gives up after a while, and what follows runs as if all were well.",
        why: """
            The start was ordered for the case that the dependency is late, and just then it is not: a loop that was \
            counted out, or || true behind the wait, ends with 0, and the kubelet starts what comes next. Nothing shows \
            that the wait has failed. Of hooks that hold other containers HF201 tells.
            """,
        source:
            "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html (2.9.4: the status of loops and lists)",
        fix: """
            Let it fail: exit 1 behind the counted loop, no || true, && between timeout and what follows. Where going on \
            is meant, say so: holdfast.dev/on-timeout: proceed.
            """,
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: wait
                  image: postgres:17
                  command:
                    - sh
                    - -c
                    - |
                      for i in $(seq 30); do
                        pg_isready -h db && break
                        sleep 2
                      done
              containers:
                - {name: app, image: shop:1}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: wait
                  image: postgres:17
                  command:
                    - sh
                    - -c
                    - |
                      for i in $(seq 30); do
                        pg_isready -h db && exit 0
                        sleep 2
                      done
                      exit 1
              containers:
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in
            subject.writtenWaits(.failsOpen).compactMap { written -> Hit? in
                if written.wait.isBackground || written.site == .postStart && subject.holdsOthers(written) {
                    return nil
                }
                let what = if case .nothing = written.wait.remainder { "ends" } else { "goes on" }
                return subject.hit(
                    at: written,
                    "\(subject.sentence(written)), and \(what) \(written.wait.endText) as if it were there",
                    cure:
                        "end with exit 1 when the wait has failed, or say that it may: holdfast.dev/on-timeout: proceed"
                )
            }
        })
}
