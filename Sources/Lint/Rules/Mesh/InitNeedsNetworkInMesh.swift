import Manifests
import Probing
import Startup
import Topology

extension Rule {
    static let initNeedsNetworkInMesh = Rule(
        id: "HF409", name: "init-needs-network-in-mesh", severity: .error,
        what: "An init container waits over the network in a pod of a mesh, before the mesh's proxy runs.",
        why: """
            Without a CNI plugin the init containers that are not the mesh's own run before redirection is set up: their \
            traffic is plain text, which a server that requires mutual TLS (PeerAuthentication STRICT) refuses, so the \
            wait never ends. With the CNI plugin, or behind istio-init, traffic is already sent to a proxy that starts \
            only after all init containers: every connection is refused, always. Where the proxy is a native sidecar in \
            front of the init container, all is well.
            """,
        source:
            "https://istio.io/latest/docs/setup/additional-setup/cni/#compatibility-with-application-init-containers; read in Istio 1.32's injection (without native sidecars user init containers run before istio-init, with Istio CNI they are blackholed)",
        fix:
            "Have the proxy as a native sidecar (sidecar.istio.io/nativeSidecar: \"true\", Kubernetes 1.29), or wait in front of the application's own command.",
        before: """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default}
            spec: {mtls: {mode: STRICT}}
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
              labels: {sidecar.istio.io/inject: "true"}
              annotations: {sidecar.istio.io/nativeSidecar: "false"}
            spec:
              initContainers:
                - {name: wait, image: "curlimages/curl:8.16.0", command: [sh, -c, "until curl -sf -m 3 http://config:8080/info; do sleep 1; done"]}
              containers:
                - {name: app, image: shop:1}
            """,
        after: """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default}
            spec: {mtls: {mode: STRICT}}
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
              labels: {sidecar.istio.io/inject: "true"}
              annotations: {sidecar.istio.io/nativeSidecar: "true"}
            spec:
              initContainers:
                - {name: wait, image: "curlimages/curl:8.16.0", command: [sh, -c, "until curl -sf -m 3 http://config:8080/info; do sleep 1; done"]}
              containers:
                - {name: app, image: shop:1}
            """,
        check: .set { subject in
            let rule = InitInMesh(subject.survey)
            return subject.pods.flatMap { pod -> [Hit] in
                guard let mesh = MeshView.of(pod, rule.facts) else { return [] }
                return pod.awaited.compactMap { rule.hit($0, mesh, pod) }
            }
        })
}

private struct InitInMesh {
    let facts: MeshView.Facts
    /// PeerAuthentication that is for all pods of a namespace.
    private let authentications: [KubernetesObject]

    init(_ survey: Survey) {
        facts = MeshView.Facts(survey)
        authentications = survey.objects.filter { object in
            object.kind == "PeerAuthentication"
                && object.node["spec"]?["selector"]?["matchLabels"]?.entries.isEmpty != false
        }
    }

    func hit(_ wait: Awaited, _ mesh: MeshView, _ subject: PodSubject) -> Hit? {
        // A name is asked by UDP, which is redirected nowhere; what the pod itself has is no network.
        guard let written = wait.written, written.site == .initContainer, let target = wait.target,
            !wait.asksNameOnly, isNetwork(target), !isExempt(written, target, mesh, subject)
        else { return nil }
        let pod = subject.pod
        let waiter = wait.waiter(in: pod)
        switch mesh.traffic(ofInit: written.container, in: pod) {
        case .throughProxy: return nil
        case .blackholed:
            return subject.hit(
                at: wait,
                "\(waiter) waits for \(wait.text), but \(mesh.name)'s CNI plugin sends all its traffic to \(mesh.proxy), which starts only after the init containers: it never ends",
                cure: cure(mesh)
                    + ", or let the init container run as user \(mesh.proxyUser), whose traffic is left alone")
        case .redirected(let container):
            return subject.hit(
                at: wait,
                "\(waiter) waits for \(wait.text) behind \(container), which sends all traffic to \(mesh.proxy), and that starts only after the init containers: it never ends",
                cure: "put \(pod.all[written.container].name) before \(container), or " + cure(mesh))
        case .direct: return direct(wait, mesh, subject)
        }
    }

    /// Plain text: a matter of what the server wants. That a port is open can be seen all the same.
    private func direct(_ wait: Awaited, _ mesh: MeshView, _ subject: PodSubject) -> Hit? {
        if case .tcp? = wait.target?.endpoint { return nil }
        let survey = subject.survey
        let namespace: String
        switch subject.meaning(of: wait) {
        case .service(let index, _)?, .statefulPod(let index, _, _)?:
            let pods = survey.pods(behind: survey.services[index])
            guard pods.contains(where: { MeshView.of(PodSubject(survey, $0), facts)?.name == mesh.name }) else {
                return nil
            }
            namespace = survey.services[index].namespace
        case .missingService(_, let other)?: namespace = other
        default: return nil
        }
        let isStrict = mesh.name == "Istio" && requiresTLS(namespace, survey)
        return subject.hit(
            at: wait,
            "\(wait.waiter(in: subject.pod)) waits for \(wait.text) before \(mesh.name)'s proxy is there, so it asks in plain text"
                + (isStrict
                    ? ", and PeerAuthentication requires mutual TLS in namespace \(namespace): it never ends"
                    : ": a server that requires mutual TLS does not answer"),
            cure: cure(mesh), severity: isStrict ? .error : .note)
    }

    private func cure(_ mesh: MeshView) -> String {
        let annotation =
            mesh.name == "Istio"
            ? "sidecar.istio.io/nativeSidecar" : "config.beta.linkerd.io/proxy-enable-native-sidecar"
        return "annotate the pod with \(annotation): \"true\", so that the proxy starts first (Kubernetes 1.29)"
    }

    private func isNetwork(_ target: Target) -> Bool {
        switch target.endpoint {
        case .tcp, .server, .kube: !target.endpoint.isLocal
        case .unix, .file, .exec, .dns, .delay: false
        }
    }

    /// The proxy's own user, and ports and addresses that an annotation leaves out.
    private func isExempt(
        _ written: WrittenWait, _ target: Target, _ mesh: MeshView, _ subject: PodSubject
    ) -> Bool {
        let pod = subject.pod
        let own = pod.all[written.container].node["securityContext"]?["runAsUser"]
        let user = own ?? pod.node["securityContext"]?["runAsUser"]
        if user.flatMap({ Int($0.text) }) == mesh.proxyUser { return true }
        let istio = "traffic.sidecar.istio.io/"
        if ["excludeOutboundIPRanges", "includeOutboundIPRanges"].contains(where: { pod.annotations[istio + $0] != nil }
        ) {
            return true
        }
        let port: Int
        switch target.endpoint {
        case .tcp(_, let number): port = Int(number)
        case .server(let server): port = Int(server.port)
        default: port = 443
        }
        let keys = [istio + "excludeOutboundPorts", "config.linkerd.io/skip-outbound-ports"]
        return keys.compactMap { pod.annotations[$0]?.text }.contains { text in
            text.split(separator: ",").contains { range in
                let ends = range.trimmed.split(separator: "-").compactMap { Int($0) }
                guard let first = ends.first, let last = ends.last, first <= last else { return range.trimmed == "*" }
                return (first...last).contains(port)
            }
        }
    }

    /// PeerAuthentication of a whole namespace, or of Istio's own for the mesh.
    private func requiresTLS(_ namespace: String, _ survey: Survey) -> Bool {
        func mode(_ wanted: String) -> String? {
            authentications.first { object in
                (object.namespace.isEmpty ? survey.settings.defaultNamespace : object.namespace) == wanted
            }?.node["spec"]?["mtls"]?["mode"]?.text
        }
        let own = mode(namespace)
        return (own == nil || own == "UNSET" ? mode("istio-system") : own) == "STRICT"
    }
}
