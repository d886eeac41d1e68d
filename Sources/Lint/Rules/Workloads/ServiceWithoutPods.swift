import Topology

extension Rule {
    static let serviceWithoutPods = Rule(
        id: "HF504", name: "service-without-pods", severity: .warning,
        what: "A Service's selector matches none of the pods that are given.",
        why: """
            It never has an endpoint, so whoever waits for it waits until the deadline. Nearly always a label was \
            renamed in one of the two places. Only namespaces are looked at of which pods are given.
            """,
        source: "https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service",
        fix: "Give the Service the labels of the pod template (spec.template.metadata.labels).",
        before: """
            apiVersion: v1
            kind: Service
            metadata: {name: config}
            spec: {selector: {app: configuration}, ports: [{port: 8080}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: config, labels: {app: config}}
            spec: {containers: [{name: app, image: config:1}]}
            """,
        after: """
            apiVersion: v1
            kind: Service
            metadata: {name: config}
            spec: {selector: {app: config}, ports: [{port: 8080}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: config, labels: {app: config}}
            spec: {containers: [{name: app, image: config:1}]}
            """,
        check: .set { subject in
            let survey = subject.survey
            return survey.services.compactMap { service -> Hit? in
                guard !service.selector.isEmpty, service.externalName == nil, survey.pods(behind: service).isEmpty,
                    survey.pods.contains(where: { $0.pod.namespace == service.namespace })
                else { return nil }
                return Hit(
                    in: service.node, at: service.node["spec"]?["selector"] ?? service.node,
                    "no pod of these manifests has the labels that Service \(service.name) selects")
            }
        })
}
