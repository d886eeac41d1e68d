import HandWritten
import Topology

extension Rule {
    static let busyWait = Rule(
        id: "HF111", name: "busy-wait", severity: .warning,
        what: "A wait loop asks again without a pause.",
        why: """
            A connection that is refused comes back in less than a millisecond: the loop starts a process as fast as it \
            can, takes a whole processor, and every replica of it asks thousands of times a second, which makes a server \
            that is just starting slower still.
            """,
        source:
            "POSIX sh has no pause of its own between two rounds of a loop; issue k8s-wait-for 14 on what asking costs",
        fix:
            "Put sleep 1 into the loop's body, or declare it: Holdfast's waiter asks at growing intervals with jitter.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: wait
                  image: postgres:17
                  command: [sh, -c, "until pg_isready -h db; do echo waiting; done"]
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
                  command: [sh, -c, "until pg_isready -h db; do echo waiting; sleep 1; done"]
              containers:
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in
            subject.writtenWaits(.noPause).map { written -> Hit in
                subject.hit(
                    at: written, "\(subject.sentence(written)) and asks again without a pause",
                    cure: "put sleep 1 into the body of the loop")
            }
        })
}
