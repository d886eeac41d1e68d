import Manifests
import Startup

extension Rule {
    static let holdMisspelt = Rule(
        id: "HF402", name: "hold-misspelt", severity: .warning,
        what:
            "Something is written that can only mean holdApplicationUntilProxyStarts, but is not where or as Istio reads it.",
        why: """
            Istio passes over keys that it does not know, in a pod's annotation as in the mesh's configuration: a letter \
            too few, or one level too deep, and the hold is off without a word. It is a key of the annotation's document \
            itself, and of defaultConfig in the mesh's; it is no annotation of its own, and ProxyConfig resources do not \
            have it.
            """,
        source: """
            pkg/util/protomarshal/protomarshal.go ApplyJSON (unknown fields are allowed); \
            networking/v1beta1/proxy_config.proto, which has no such field
            """,
        fix:
            "Write holdApplicationUntilProxyStarts: true in the annotation proxy.istio.io/config, not under another key.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
              annotations:
                proxy.istio.io/config: |
                  holdApplicationUntilProxyStart: true
            spec: {containers: [{name: app, image: shop:1}]}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
              annotations:
                proxy.istio.io/config: |
                  holdApplicationUntilProxyStarts: true
            spec: {containers: [{name: app, image: shop:1}]}
            """,
        check: .set { subject in
            subject.pods.flatMap { HoldSpelling.hits(in: $0) }
                + subject.survey.objects.flatMap { HoldSpelling.hits(in: $0) }
        })
}
