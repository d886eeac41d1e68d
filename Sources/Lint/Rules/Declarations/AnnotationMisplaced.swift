import Manifests
import Startup

extension Rule {
    static let annotationMisplaced = Rule(
        id: "HF701", name: "annotation-misplaced", severity: .warning,
        what: "A holdfast.dev annotation is on the workload itself, not on its pod template.",
        why: """
            What a pod declares stands on the pod: a Deployment's own annotations are not copied to its pods. There the \
            annotation is read by nobody, and the pods start as if nothing had been declared.
            """,
        source: "Docs/reference.md#annotations-on-the-pod-template; core/v1 PodTemplateSpec.metadata",
        fix: "Move it to spec.template.metadata.annotations.",
        before: """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: shop
              annotations:
                holdfast.dev/wait-for: tcp://db:5432
            spec:
              selector: {matchLabels: {app: shop}}
              template:
                metadata: {labels: {app: shop}}
                spec: {containers: [{name: app, image: shop:1}]}
            """,
        after: """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: shop}
            spec:
              selector: {matchLabels: {app: shop}}
              template:
                metadata:
                  labels: {app: shop}
                  annotations:
                    holdfast.dev/wait-for: tcp://db:5432
                spec: {containers: [{name: app, image: shop:1}]}
            """,
        check: .pod { subject in
            OwnAnnotations.entries(of: subject).compactMap { entry -> Hit? in
                let key = entry.key.text
                // What inject did, and what lint is to pass over, may stand on either.
                guard key.hasPrefix("holdfast.dev/"),
                    !["holdfast.dev/status", "holdfast.dev/lint-ignore"].contains(key)
                else { return nil }
                let place = OwnAnnotations.path(of: subject)
                let other = subject.pod.annotations[key]
                let isSame = other.map { Value($0) == Value(entry.value) } ?? false
                return subject.hit(
                    at: entry.value,
                    "\(key) stands on \(subject.pod.title) itself, where nobody reads it"
                        + (other == nil
                            ? "" : isSame ? "; the pod template has it too" : "; the pod template has another one"),
                    cure: isSame ? "drop it there" : "move it to \(place)",
                    severity: isSame ? .note : nil,
                    fix: other == nil || isSame ? OwnAnnotations.move(entry, of: subject) : nil)
            }
        })
}
