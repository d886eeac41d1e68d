import Kubelet
import Manifests
import Startup

extension Rule {
    static let holdOverridden = Rule(
        id: "HF406", name: "hold-overridden", severity: .warning,
        what: "The hold is on, but a lifecycle of somebody's own takes the place of the hook that holds.",
        why: """
            Istio's template writes either the lifecycle of the Helm value global.proxy.lifecycle or the postStart with \
            pilot-agent wait, never both. With one of your own the proxy is still the first container, but nobody waits \
            for it to be ready. A pod's own istio-proxy container with another postStart does the same to that pod.
            """,
        source: """
            manifests/charts/istio-control/istio-discovery/files/injection-template.yaml; \
            https://github.com/istio/istio/issues/37541
            """,
        fix: "Add postStart: {exec: {command: [pilot-agent, wait]}} to the lifecycle.",
        before: """
            apiVersion: install.istio.io/v1alpha1
            kind: IstioOperator
            metadata: {name: istio}
            spec:
              meshConfig:
                defaultConfig: {holdApplicationUntilProxyStarts: true}
              values:
                global:
                  proxy:
                    lifecycle:
                      preStop: {exec: {command: [sleep, "10"]}}
            """,
        after: """
            apiVersion: install.istio.io/v1alpha1
            kind: IstioOperator
            metadata: {name: istio}
            spec:
              meshConfig:
                defaultConfig: {holdApplicationUntilProxyStarts: true}
              values:
                global:
                  proxy:
                    lifecycle:
                      postStart: {exec: {command: [pilot-agent, wait]}}
                      preStop: {exec: {command: [sleep, "10"]}}
            """,
        check: .set { subject in
            let places = HoldPlace.inMesh(subject.survey).filter(\.isOn)
            var held = subject.pods.filter(isHeld)
            guard !places.isEmpty || !held.isEmpty else { return [] }
            // Where the proxy is a native sidecar the switch does nothing anyway: another rule says that.
            let planes = IstioPlanes(subject.survey)
            held.removeAll(where: planes.isNative)
            return held.compactMap(inPod)
                + subject.survey.objects.compactMap { object -> Hit? in
                    guard object.kind == "IstioOperator",
                        let lifecycle = object.node["spec"]?["values"]?["global"]?["proxy"]?["lifecycle"],
                        lifecycle.kind == .mapping, !lifecycle.entries.isEmpty, !waits(lifecycle["postStart"])
                    else { return nil }
                    let isOn = places.contains {
                        $0.object.position == object.node.position
                            && $0.object.source.name == object.node.source.name
                    }
                    let revision = MeshObjects.revision(of: object)
                    let isNative = planes.isNative(revision: revision, planes.version(ofRevision: revision))
                    guard let who = isOn && !isNative ? "the mesh" : held.first?.pod.title else { return nil }
                    return Hit(
                        in: object.node, at: lifecycle,
                        "the hold is on for \(who), but global.proxy.lifecycle replaces its hook: nobody waits for the proxy",
                        cure: "add postStart: {exec: {command: [pilot-agent, wait]}} to the lifecycle",
                        fix: lifecycle["postStart"] == nil
                            ? Fix(
                                "let the lifecycle wait for the proxy",
                                [.set(in: lifecycle, path: ["postStart"], waitHook)]) : nil)
                }
        })

    private static let waitHook = Value.fields(
        ("exec", .fields(("command", .strings(["pilot-agent", "wait"])))))

    private static func isHeld(_ subject: PodSubject) -> Bool {
        subject.surveyed.mesh != .none && IstioHold.effective(subject.survey.mesh, subject.pod).hold.isOn
    }

    private static func inPod(_ subject: PodSubject) -> Hit? {
        guard let proxy = subject.pod.container(named: IstioHold.proxy),
            let hook = proxy.node["lifecycle"]?["postStart"], !hook.isNull, !waits(hook)
        else { return nil }
        return subject.hit(
            at: hook, container: proxy,
            "the hold is on for \(subject.pod.title), but the postStart of its \(proxy.name) is another one: "
                + "nobody waits for the proxy",
            cure: "end the hook's command with pilot-agent wait, or drop the hook")
    }

    /// Whether a hook asks for the proxy's readiness in some way.
    private static func waits(_ hook: Node?) -> Bool {
        let command = hook?["exec"]?["command"]?.items.map(\.text).joined(separator: " ") ?? ""
        return ["wait", "await", "15021", "15020", "15000"].contains { command.contains($0) }
    }
}
