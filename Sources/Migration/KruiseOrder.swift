import Lint
import Manifests
import Startup
import Topology

/// OpenKruise's container launch priority, as one of our annotations.
///
/// `apps.kruise.io/container-launch-priority: Ordered` starts containers in the order of the list, each when the one
/// before it is ready; the variable `KRUISE_CONTAINER_PRIORITY` says the same by numbers, the highest first, and counts
/// only where the annotation is not there (openkruise.io/docs, Container Launch Priority).
struct KruiseOrder {
    static let annotation = "apps.kruise.io/container-launch-priority"
    static let variable = "KRUISE_CONTAINER_PRIORITY"

    /// The annotation that takes its place: `order` or `startup`.
    let annotation: String
    /// What is to be done.
    let changes: [Change]
    /// Where it is written.
    let place: Node

    /// `nil` when the pod does not use it.
    init?(_ found: SurveyedPod) {
        let pod = found.pod
        guard pod.containers.count > 1, pod.annotations["holdfast.dev/order"] == nil,
            pod.annotations["holdfast.dev/startup"] == nil
        else { return nil }
        let template = found.workload.template
        let path = ["metadata", "annotations"]
        if let node = pod.annotations[KruiseOrder.annotation], node.text == "Ordered",
            let annotations = template["metadata"]?["annotations"]
        {
            annotation = "order"
            changes = [
                .set(
                    in: template, path: path + ["holdfast.dev/order"],
                    .string(pod.containers.map(\.name).joined(separator: ", "))),
                .remove(from: annotations, key: KruiseOrder.annotation),
            ]
            place = node
            return
        }
        let ranked = pod.containers.compactMap { container -> (name: String, priority: Int, node: Node, list: Node)? in
            guard let variable = container.environment.first(where: { $0.name == KruiseOrder.variable }),
                let priority = variable.value.flatMap({ Int($0) }), let list = container.node["env"]
            else { return nil }
            return (container.name, priority, variable.node, list)
        }
        guard let first = ranked.first else { return nil }
        let priorities = pod.containers.map { container in
            (name: container.name, priority: ranked.first { $0.name == container.name }?.priority ?? 0)
        }
        let levels = Set(priorities.map(\.priority)).sorted(by: >)
        guard levels.count > 1 else { return nil }
        var text = "containers:\n"
        for (higher, level) in zip(levels, levels.dropFirst()) {
            let needs = priorities.filter { $0.priority == higher }.map(\.name)
            for one in priorities where one.priority == level {
                text += "  \(one.name): {dependsOn: [\(needs.joined(separator: ", "))]}\n"
            }
        }
        annotation = "startup"
        place = first.node
        changes =
            [.set(in: template, path: path + ["holdfast.dev/startup"], .string(text))]
            + ranked.map { .removeItem($0.node, of: $0.list) }
    }
}
