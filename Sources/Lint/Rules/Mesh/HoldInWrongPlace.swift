import Manifests
import Startup

extension Rule {
    static let holdInWrongPlace = Rule(
        id: "HF401", name: "hold-in-wrong-place", severity: .warning,
        what: "The annotation proxy.istio.io/config that holds the application is not on the pod template.",
        why: """
            Istio's webhook sees pods, and reads the annotations of the pod that it is asked about. Those of a Deployment \
            are not copied to its pods, and those of a namespace are not asked at all: the hold stays off, and nothing says so.
            """,
        source: "pkg/kube/inject/webhook.go reorderPod (req.pod.ObjectMeta.GetAnnotations)",
        fix: "Move the annotation to spec.template.metadata.annotations.",
        before: """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: shop
              annotations:
                proxy.istio.io/config: |
                  holdApplicationUntilProxyStarts: true
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
                    proxy.istio.io/config: |
                      holdApplicationUntilProxyStarts: true
                spec: {containers: [{name: app, image: shop:1}]}
            """,
        check: .set { subject in
            subject.pods.flatMap(onWorkload)
                + subject.survey.objects.compactMap { object -> Hit? in
                    guard object.kind == "Namespace",
                        let node = object.node["metadata"]?["annotations"]?[IstioHold.annotation],
                        let root = EmbeddedText.root(of: node), let value = HoldKey.value(in: root)
                    else { return nil }
                    return Hit(
                        in: object.node, at: node, offset: value.range.lowerBound,
                        "\(IstioHold.annotation) on namespace \(object.name) holds nobody: Istio reads it on pods only",
                        cure: "annotate the pod templates, or set it for the whole mesh in meshConfig.defaultConfig")
                }
        })

    private static func onWorkload(_ subject: PodSubject) -> [Hit] {
        OwnAnnotations.entries(of: subject).compactMap { entry -> Hit? in
            guard entry.key.text == IstioHold.annotation, let root = EmbeddedText.root(of: entry.value),
                let value = HoldKey.value(in: root)
            else { return nil }
            let template = subject.pod.annotations[IstioHold.annotation]
            let templates = template.flatMap { EmbeddedText.root(of: $0) }.flatMap { HoldKey.value(in: $0) }
            // The pod says it too: the other one is only one too many.
            if let templates, templates.scalar == value.scalar { return nil }
            return subject.hit(
                at: entry.value, offset: value.range.lowerBound,
                "\(IstioHold.key) stands on \(subject.pod.title) itself, where Istio does not look: it is not "
                    + "\(value.text)",
                cure: "move \(IstioHold.annotation) to \(OwnAnnotations.path(of: subject))",
                fix: template == nil ? OwnAnnotations.move(entry, of: subject) : nil)
        }
    }
}
