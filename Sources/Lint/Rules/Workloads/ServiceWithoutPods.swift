import Topology

extension Rule {
    static let serviceWithoutPods = Rule(
        id: "HF504", name: "service-without-pods", severity: .warning,
        what: "A Service's selector matches none of the pods that are given, though one of them seems to be meant.",
        why: """
            It never has an endpoint, so whoever waits for it waits until the deadline. Nearly always a label was \
            renamed in one of the two places. A pod seems to be meant when its workload has the Service's name, or when it \
            has the same `app` and not the other labels; a Service without any such pod may be for one that is made by an \
            operator, or given elsewhere.
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
                    let meant = survey.pods.first(where: { seems($0, meantBy: service) })
                else { return nil }
                let labels = meant.pod.labels.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
                return Hit(
                    in: service.node, at: service.node["spec"]?["selector"] ?? service.node,
                    "Service \(service.name) selects no pod: \(meant.pod.title) has "
                        + (labels.isEmpty ? "no labels" : labels.joined(separator: ", ")),
                    cure: "give both the same labels: spec.selector, and spec.template.metadata.labels")
            }
        })

    private static func seems(_ found: SurveyedPod, meantBy service: ServiceObject) -> Bool {
        guard found.pod.namespace == service.namespace else { return false }
        if found.workload.name == service.name { return true }
        // Another part of the same application, which says so itself.
        let isOther = service.selector.contains { key, value in
            parts.contains(key) && found.pod.labels[key].map { $0 != value } ?? false
        }
        // A label that it lacks altogether is one that somebody else gives: an operator, for its own pods.
        return !isOther && service.selector.keys.allSatisfy { found.pod.labels[$0] != nil }
            && service.selector.contains { names.contains($0.key) && found.pod.labels[$0.key] == $0.value }
    }

    /// Labels that say which application a pod is of; `tier` and `env` say nothing of the kind, and an instance is a
    /// whole release.
    private static let names: Set<String> = [
        "app", "name", "run", "k8s-app", "app.kubernetes.io/name", "io.kompose.service",
    ]
    /// Labels that say which part of an application a pod is.
    private static let parts: Set<String> = ["app.kubernetes.io/component", "component"]
}
