import Manifests
import Startup
import Topology

extension Rule {
    static let waitImageRoot = Rule(
        id: "HF603", name: "wait-image-root", severity: .error,
        what: "A container that only waits runs as root, where the pod or its namespace does not allow it.",
        why: """
            With runAsNonRoot: true and no runAsUser the kubelet looks at the image's own user; busybox, alpine and most \
            official images have root, so the container is never created (CreateContainerConfigError). In a namespace \
            that enforces the Pod Security Standard "restricted" the pod is refused unless every container says \
            runAsNonRoot: true. A wait needs no rights at all.
            """,
        source:
            "pkg/kubelet/kuberuntime/security_context.go verifyRunAsNonRoot; https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted",
        fix: "Give the wait container securityContext: {runAsNonRoot: true, runAsUser: 65534}.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              securityContext: {runAsNonRoot: true}
              initContainers:
                - {name: wait, image: "busybox:1.37", command: [sh, -c, "until nc -z -w 3 db 5432; do sleep 1; done"]}
              containers:
                - {name: app, image: shop:1}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              securityContext: {runAsNonRoot: true}
              initContainers:
                - name: wait
                  image: busybox:1.37
                  command: [sh, -c, "until nc -z -w 3 db 5432; do sleep 1; done"]
                  securityContext: {runAsUser: 65534}
              containers:
                - {name: app, image: shop:1}
            """,
        check: .set { subject in
            let restricted = RootWaiter.restrictedNamespaces(subject.survey)
            return subject.pods.filter { !$0.pod.isWindows }.flatMap { pod in
                pod.pureWaiters.compactMap { RootWaiter.hit($0.container, restricted.contains(pod.pod.namespace), pod) }
            }
        })
}

private enum RootWaiter {
    static func restrictedNamespaces(_ survey: Survey) -> Set<String> {
        let found = survey.objects.filter { object in
            object.kind == "Namespace"
                && object.node["metadata"]?["labels"]?["pod-security.kubernetes.io/enforce"]?.text == "restricted"
        }
        return Set(found.map(\.name))
    }

    static func hit(_ container: Container, _ isRestricted: Bool, _ subject: PodSubject) -> Hit? {
        let own = container.node["securityContext"]
        let pods = subject.pod.node["securityContext"]
        let flag = own?["runAsNonRoot"] ?? pods?["runAsNonRoot"]
        let isNonRoot = flag?.scalar == .bool(true)
        let user = (own?["runAsUser"] ?? pods?["runAsUser"]).flatMap { Int($0.text) }
        let image = KnownImage.of(ImageName(container.image))
        let isRoot = user.map { $0 == 0 } ?? (image?.isRoot ?? false)
        let name = "init container \(container.name), which only waits,"
        let node = own ?? container.node["image"] ?? container.node
        let fix = Fix(
            "run \(container.name) as nobody", isSafe: false,
            [
                .set(in: container.node, path: ["securityContext", "runAsNonRoot"], .bool(true)),
                .set(in: container.node, path: ["securityContext", "runAsUser"], .int(65534)),
            ])
        let cure = "give it securityContext: {runAsNonRoot: true, runAsUser: 65534}"
        if isNonRoot, isRoot {
            let whose = user == nil ? "the user of \(container.image)" : "runAsUser 0"
            return subject.hit(
                at: node, container: container,
                "\(name) is to run as non-root, but \(whose) is root: the kubelet never creates it", cure: cure,
                fix: fix)
        }
        if isRestricted, !isNonRoot {
            return subject.hit(
                at: node, container: container,
                "\(name) does not say runAsNonRoot: true, but namespace \(subject.pod.namespace) enforces \"restricted\": the pod is refused",
                cure: cure + ", and what else \"restricted\" asks for", fix: fix)
        }
        // Elsewhere root is worth a word only where the author took the trouble for all the others.
        guard isRoot, !isNonRoot, !subject.pod.containers.isEmpty, subject.pod.containers.allSatisfy(saysNonRoot)
        else { return nil }
        return subject.hit(
            at: node, container: container,
            "\(name) runs as root, as the only one of \(subject.pod.title): its containers do not", cure: cure,
            severity: .note, fix: fix)
    }

    private static func saysNonRoot(_ container: Container) -> Bool {
        let own = container.node["securityContext"]
        return own?["runAsNonRoot"]?.scalar == .bool(true)
            || own?["runAsUser"].flatMap { Int($0.text) }.map { $0 > 0 } ?? false
    }
}
