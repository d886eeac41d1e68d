import Manifests
import Startup

extension Rule {
    static let holdNeedsNewerIstio = Rule(
        id: "HF405", name: "hold-needs-newer-istio", severity: .warning,
        what: "The hold is switched on for an Istio that does not know the switch there.",
        why: """
            The Helm value global.proxy.holdApplicationUntilProxyStarts is there from Istio 1.7 on; defaultConfig and the \
            annotation proxy.istio.io/config have the key from 1.8 on. An older one passes over it, and starts the \
            application beside the proxy.
            """,
        source: "releasenotes/notes/24737.yaml (1.7), releasenotes/notes/27696.yaml (1.8)",
        fix:
            "Update Istio, or let the application wait for http://localhost:15021/healthz/ready itself (15020 before 1.7).",
        before: """
            apiVersion: install.istio.io/v1alpha1
            kind: IstioOperator
            metadata: {name: istio}
            spec:
              tag: 1.7.3
              meshConfig:
                defaultConfig: {holdApplicationUntilProxyStarts: true}
            """,
        after: """
            apiVersion: install.istio.io/v1alpha1
            kind: IstioOperator
            metadata: {name: istio}
            spec:
              tag: 1.8.0
              meshConfig:
                defaultConfig: {holdApplicationUntilProxyStarts: true}
            """,
        check: .set { subject in
            let own = subject.pods.compactMap { pod in HoldPlace.annotation(of: pod).map { (pod, $0) } }
            let inMesh = HoldPlace.inMesh(subject.survey)
            guard !own.isEmpty || !inMesh.isEmpty else { return [] }
            let planes = IstioPlanes(subject.survey)
            let inPods = own.compactMap { pod, place -> Hit? in
                hit(place, planes.version(for: pod))
            }
            return inPods
                + inMesh.compactMap {
                    hit($0, planes.version(ofRevision: $0.revision))
                }
        })

    private static func hit(_ place: HoldPlace, _ version: IstioVersion?) -> Hit? {
        let first = place.kind == .helm ? IstioVersion(1, 7) : IstioVersion(1, 8)
        guard place.isOn, let version, version < first else { return nil }
        let isForHelm = place.kind == .meshConfig && version == IstioVersion(1, 7)
        return place.hit(
            "Istio \(version) passes over \(IstioHold.key) in \(place.title): it is known from \(first) on",
            cure: isForHelm ? "use the Helm value global.proxy.\(IstioHold.key), or update Istio" : "")
    }
}
