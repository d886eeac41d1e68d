import Manifests
import Startup

extension Rule {
    static let holdWithNativeSidecar = Rule(
        id: "HF407", name: "hold-with-native-sidecar", severity: .note,
        what: "The hold is switched on where Istio's proxy is a native sidecar, so that the switch does nothing.",
        why: """
            A proxy that is a native sidecar is started before every container, and its startupProbe holds them until it is \
            ready. Istio's template then leaves the postStart hook out, whatever the switch says. Nothing is wrong with the \
            order; but who reads the switch looks in the wrong place.
            """,
        source: """
            manifests/charts/istio-control/istio-discovery/files/injection-template.yaml ($holdProxy is and-ed with \
            not $nativeSidecar)
            """,
        fix: "Drop the switch once no cluster without native sidecars needs it any more.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
              labels: {sidecar.istio.io/inject: "true"}
              annotations:
                sidecar.istio.io/nativeSidecar: "true"
                proxy.istio.io/config: "holdApplicationUntilProxyStarts: true"
            spec: {containers: [{name: app, image: shop:1}]}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
              labels: {sidecar.istio.io/inject: "true"}
              annotations:
                sidecar.istio.io/nativeSidecar: "true"
            spec: {containers: [{name: app, image: shop:1}]}
            """,
        check: .set { subject in
            let own = subject.pods.compactMap { pod in HoldPlace.annotation(of: pod).map { (pod, $0) } }
            let inMesh = HoldPlace.inMesh(subject.survey)
            guard !own.isEmpty || !inMesh.isEmpty else { return [] }
            let planes = IstioPlanes(subject.survey)
            let inPods = own.compactMap { pod, place -> Hit? in
                guard place.isOn, planes.isNative(pod) else { return nil }
                return place.hit(
                    "\(IstioHold.key) does nothing for \(pod.pod.title): its proxy is a native sidecar, "
                        + "which holds the others by its startupProbe",
                    cure: "drop it from \(IstioHold.annotation)")
            }
            return inPods
                + inMesh.compactMap { place -> Hit? in
                    let version = planes.version(ofRevision: place.revision)
                    guard place.isOn, planes.isNative(revision: place.revision, version) else { return nil }
                    return place.hit(
                        "\(IstioHold.key) in \(place.title) does nothing: "
                            + "\(version.map { "Istio \($0)" } ?? "Istio") makes its proxies native sidecars here",
                        cure: "drop it, unless some pods say sidecar.istio.io/nativeSidecar: \"false\"")
                }
        })
}
