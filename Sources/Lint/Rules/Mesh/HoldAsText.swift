import Manifests
import Startup

extension Rule {
    static let holdAsText = Rule(
        id: "HF404", name: "hold-as-text", severity: .error,
        what: "holdApplicationUntilProxyStarts has a value that is not true or false, such as \"true\" in quotes.",
        why: """
            The field is a boolean of protobuf, whose JSON takes true and false only. In the annotation of a pod \"true\" as a \
            text makes Istio's webhook refuse the pod; in the mesh's configuration istiod cannot read the whole of it.
            """,
        source: """
            pkg/util/protomarshal/protomarshal.go ApplyJSON (jsonpb; a google.protobuf.BoolValue); \
            pkg/kube/inject/validate.go validateProxyConfig
            """,
        fix: "Write true or false without quotes.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
              annotations:
                proxy.istio.io/config: '{"holdApplicationUntilProxyStarts": "true"}'
            spec: {containers: [{name: app, image: shop:1}]}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
              annotations:
                proxy.istio.io/config: '{"holdApplicationUntilProxyStarts": true}'
            spec: {containers: [{name: app, image: shop:1}]}
            """,
        check: .set { subject in
            let places = subject.pods.compactMap { HoldPlace.annotation(of: $0) } + HoldPlace.inMesh(subject.survey)
            return places.compactMap { place -> Hit? in
                if case .bool = place.value.scalar { return nil }
                if place.value.isNull { return nil }
                let written = place.value.kind == .scalar ? "\"\(place.value.text)\"" : "not a single value"
                let meant = HoldKey.meaning(place.value)
                return place.hit(
                    "\(IstioHold.key) is \(written), a text where true or false is needed: "
                        + (place.kind == .annotation ? "Istio refuses the pod" : "Istio cannot read its configuration"),
                    cure: meant.map { "write \(IstioHold.key): \($0)" } ?? "", fix: meant.map { fix(place, $0) })
            }
        })

    private static func fix(_ place: HoldPlace, _ meant: Bool) -> Fix {
        let title = "write \(IstioHold.key): \(meant)"
        guard place.offset != nil else { return Fix(title, [.replace(place.node, .bool(meant))]) }
        let text = EmbeddedText.replacing(place.value, by: String(meant), in: place.node)
        return Fix(title, [.replace(place.node, .string(text))])
    }
}
