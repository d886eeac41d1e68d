import Startup

extension Rule {
    static let waitImageLatest = Rule(
        id: "HF601", name: "wait-image-latest", severity: .warning,
        what: "An init container that only waits has an image without a version: :latest, or no tag.",
        why: """
            Nobody updates a wait container on purpose, so it changes by itself: with :latest the image is asked for at \
            the registry at every start of the pod (imagePullPolicy is then Always), and a new one may have another \
            nslookup, nc or shell. busybox has broken such loops before: its nslookup changed after 1.28.
            """,
        source:
            "https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting; https://github.com/docker-library/busybox/issues/48",
        fix: "Name a version, or a digest.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - {name: wait, image: busybox, command: [sh, -c, "until nc -z -w 3 db 5432; do sleep 1; done"]}
              containers:
                - {name: app, image: shop:1}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - {name: wait, image: "busybox:1.37", command: [sh, -c, "until nc -z -w 3 db 5432; do sleep 1; done"]}
              containers:
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in
            subject.pureWaiters.compactMap { container, _ -> Hit? in
                let image = ImageName(container.image)
                guard image.isComplete, !image.hasDigest, image.tag.isEmpty || image.tag == "latest",
                    let node = container.node["image"]
                else { return nil }
                return subject.hit(
                    at: node, container: container,
                    "init container \(container.name), which only waits, has \(image.text), which may be another image tomorrow",
                    cure:
                        "write a version: \(image.tag.isEmpty ? image.text : String(image.text.dropLast(":latest".count))):VERSION"
                )
            }
        })
}
