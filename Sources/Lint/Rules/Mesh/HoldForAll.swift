import Manifests
import Startup

extension Rule {
    static let holdForAll = Rule(
        id: "HF408", name: "hold-for-all", severity: .note,
        what: "The hold is switched on for the whole mesh, though few of its pods seem to need it.",
        why: """
            A held pod starts its application only when the proxy is ready, some seconds later, at every start. That is right \
            for who needs the network in its first second, and a price without a gain for everybody else: it shows most \
            when scaling out fast. Of the given pods, those count that declare or make a wait of some kind.
            """,
        source:
            "Istio's pilot/cmd/pilot-agent/app/wait.go: pilot-agent wait sleeps one period before its first attempt",
        fix: "Switch it off for the mesh, and annotate the pods that need it with proxy.istio.io/config.",
        before: """
            apiVersion: install.istio.io/v1alpha1
            kind: IstioOperator
            metadata: {name: istio}
            spec: {meshConfig: {defaultConfig: {holdApplicationUntilProxyStarts: true}}}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: cart, namespace: shop}
            spec: {containers: [{name: app, image: cart:1}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: mail, namespace: shop}
            spec: {containers: [{name: app, image: mail:1}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: search, namespace: shop}
            spec: {containers: [{name: app, image: search:1}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: stock, namespace: shop}
            spec: {containers: [{name: app, image: stock:1}]}
            """,
        after: """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: cart
              namespace: shop
              annotations: {proxy.istio.io/config: "holdApplicationUntilProxyStarts: true"}
            spec: {containers: [{name: app, image: cart:1}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: mail, namespace: shop}
            spec: {containers: [{name: app, image: mail:1}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: search, namespace: shop}
            spec: {containers: [{name: app, image: search:1}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: stock, namespace: shop}
            spec: {containers: [{name: app, image: stock:1}]}
            """,
        check: .set { subject in
            let places = HoldPlace.inMesh(subject.survey).filter(\.isOn)
            guard !places.isEmpty else { return [] }
            let planes = IstioPlanes(subject.survey)
            let held = subject.pods.filter { $0.surveyed.mesh != .none && !planes.isNative($0) }
                .map { (subject: $0, hold: IstioHold.effective(subject.survey.mesh, $0.pod).hold) }
                .filter { $0.hold.isOn }
            return places.compactMap { place -> Hit? in
                let here = place.offset.map { Place(ofByte: $0, in: place.node) } ?? Place(place.node)
                let pods = held.filter { $0.hold.place == here }
                let needing = pods.filter { needsNetwork($0.subject, here) }
                guard pods.count >= 4, needing.count * 4 < pods.count else { return nil }
                let names = needing.prefix(5).map(\.subject.pod.title).joined(separator: ", ")
                return place.hit(
                    "the hold is on for the whole mesh: \(pods.count) of the given pods start later for it, and "
                        + (needing.isEmpty
                            ? "none of them seems to need it" : "\(needing.count) of them seem to need it"),
                    cure: "switch it off here"
                        + (needing.isEmpty ? "" : ", and annotate \(names) with \(IstioHold.annotation)"))
            }
        })

    /// Whether a pod declares that it waits, or looks like it: by the words of its commands and hooks.
    private static func needsNetwork(_ subject: PodSubject, _ hold: Place) -> Bool {
        let declaration = subject.surveyed.declaration
        if !declaration.waits.isEmpty || declaration.needs.contains(where: { $0.place != hold }) { return true }
        return subject.pod.all.contains { container in
            // The proxy's own hook is the hold.
            if MeshProxy.names.contains(container.name) { return false }
            var words = container.commandLine
            if case .exec(let hook)? = container.spec.postStart { words += hook }
            let text = words.joined(separator: " ").lowercased()
            return ["15020", "15021", "wait", "until ", "curl ", "wget ", "nc -z", "nslookup", "_isready", "sleep "]
                .contains { text.contains($0) }
        }
    }
}
