import Kubelet
import Manifests

/// Reads a workload's pod.
public enum PodReader {
    /// The pod, and what is wrong with it. `nil` when it has no containers at all.
    public static func read(_ workload: Workload) -> (pod: Pod?, diagnostics: [Diagnostic]) {
        var fields = FieldReader()
        let spec = workload.podSpec
        var initContainers: [Container] = []
        for (index, node) in fields.items(spec, "initContainers", "spec.").enumerated() {
            let path = "spec.initContainers[\(index)]."
            if let container = ContainerReader.read(node, path, isInit: true, &fields) {
                initContainers.append(container)
            }
        }
        var containers: [Container] = []
        for (index, node) in fields.items(spec, "containers", "spec.").enumerated() {
            let path = "spec.containers[\(index)]."
            if let container = ContainerReader.read(node, path, isInit: false, &fields) { containers.append(container) }
        }
        var seen: Set<String> = []
        for container in initContainers + containers where !seen.insert(container.name).inserted {
            fields.diagnostics.append(
                Diagnostic(
                    .error, "two containers are named \"\(container.name)\"", cure: "rename one of them",
                    at: container.node))
        }
        if containers.isEmpty, fields.diagnostics.isEmpty {
            fields.diagnostics.append(Diagnostic(.error, "\(workload.title) has no containers", at: spec))
        }
        guard !containers.isEmpty else { return (nil, fields.diagnostics) }
        let pod = Pod(
            name: workload.name, title: workload.title, namespace: workload.namespace, initContainers: initContainers,
            containers: containers, restartPolicy: restartPolicy(workload, &fields),
            terminationGracePeriod: fields.int(spec, "terminationGracePeriodSeconds", "spec.") ?? 30,
            annotations: annotations(workload, &fields), labels: labels(workload), node: spec)
        return (pod, fields.diagnostics)
    }

    private static func restartPolicy(_ workload: Workload, _ fields: inout FieldReader) -> PodSpec.RestartPolicy {
        guard let text = fields.string(workload.podSpec, "restartPolicy", "spec.") else {
            return .always
        }
        if let policy = PodSpec.RestartPolicy(rawValue: text) { return policy }
        if let node = fields.value(workload.podSpec, "restartPolicy") {
            fields.wrong(node, "spec.restartPolicy", "Always, OnFailure or Never")
        }
        return .always
    }

    private static func annotations(_ workload: Workload, _ fields: inout FieldReader) -> [String: Node] {
        guard let metadata = fields.mapping(workload.template, "metadata", ""),
            let annotations = fields.mapping(metadata, "annotations", "metadata.")
        else { return [:] }
        return Dictionary(annotations.entries.merged.map { ($0.key.text, $0.value) }) { first, _ in first }
    }

    /// What is wrong with them is the API server's to say: here they only select.
    static func labels(_ workload: Workload) -> [String: String] {
        guard let labels = workload.template["metadata"]?["labels"], labels.kind == .mapping else { return [:] }
        return Dictionary(labels.entries.merged.map { ($0.key.text, $0.value.text) }) { first, _ in first }
    }
}
