import Manifests
import Startup

extension Rule {
    static let kruiseOrderConflict = Rule(
        id: "HF605", name: "kruise-order-conflict", severity: .warning,
        what: "OpenKruise's launch order is asked for in two ways that differ, or in a way that has no effect.",
        why: """
            With the annotation apps.kruise.io/container-launch-priority: Ordered, OpenKruise starts containers in the order of \
            the list and does not look at KRUISE_CONTAINER_PRIORITY at all. Without it the priorities count, but only \
            whole numbers written as values of ordinary containers, in a pod that has two or more, and not all the same; one \
            that is no number makes OpenKruise's webhook refuse the pod.
            """,
        source: """
            https://github.com/openkruise/kruise \
            pkg/webhook/pod/mutating/container_launch_priority_initialization.go
            """,
        fix: "Keep one of the two; with priorities, give the container that starts first the greatest number.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
              annotations: {apps.kruise.io/container-launch-priority: Ordered}
            spec:
              containers:
                - {name: app, image: shop:1}
                - name: proxy
                  image: envoy:1.36
                  env: [{name: KRUISE_CONTAINER_PRIORITY, value: "1"}]
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              containers:
                - {name: app, image: shop:1}
                - name: proxy
                  image: envoy:1.36
                  env: [{name: KRUISE_CONTAINER_PRIORITY, value: "1"}]
            """,
        check: .pod { KruiseOrder($0).hits })
}

private struct KruiseOrder {
    private static let annotation = "apps.kruise.io/container-launch-priority"
    private static let variable = "KRUISE_CONTAINER_PRIORITY"

    private let subject: PodSubject
    /// The variable of each ordinary container that has it.
    private let written: [(container: Container, variable: Container.Variable)]
    private let order: Node?

    init(_ subject: PodSubject) {
        self.subject = subject
        order = subject.pod.annotations[KruiseOrder.annotation]
        written = KruiseOrder.find(subject.pod.containers)
    }

    private static func find(_ containers: [Container]) -> [(container: Container, variable: Container.Variable)] {
        containers.compactMap { container in
            // Of several with one name the last one counts, here as in the container.
            container.environment.last { $0.name == variable }.map { (container, $0) }
        }
    }

    var hits: [Hit] {
        var hits = misplaced + initContainers
        let isOrdered = order?.text == "Ordered"
        if let order, !isOrdered, !order.isNull {
            let fix = Fix("write Ordered", [.replace(order, .string("Ordered"))])
            hits.append(
                subject.hit(
                    at: order,
                    "\(KruiseOrder.annotation) is \"\(order.text)\", which OpenKruise does not know: there is no order",
                    cure: "write \"Ordered\"", fix: order.text.lowercased() == "ordered" ? fix : nil))
        }
        if subject.pod.containers.count == 1 {
            guard let first = written.first?.variable.node ?? (isOrdered ? order : nil) else { return hits }
            let has = written.isEmpty ? "is to be ordered" : "has a launch priority"
            hits.append(
                subject.hit(
                    at: first, "\(subject.pod.title) \(has), but has one container only: there is nothing to order",
                    cure: written.isEmpty ? "drop the annotation" : "drop the variable", severity: .note))
            return hits
        }
        return hits + (isOrdered ? conflict : priorities)
    }

    /// The list's order wins. Where the priorities say the same nothing is lost.
    private var conflict: [Hit] {
        guard let first = written.first else { return [] }
        let numbers = subject.pod.containers.map { container in
            written.first { $0.container.name == container.name }?.variable.value.flatMap { Int($0) } ?? 0
        }
        guard zip(numbers, numbers.dropFirst()).contains(where: { $0 < $1 }) else { return [] }
        let list = subject.pod.containers.map(\.name).joined(separator: ", ")
        let wanted = zip(subject.pod.containers.map(\.name), numbers).enumerated()
            .sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }.map(\.element.0)
        return [
            subject.hit(
                at: first.variable.node, container: first.container,
                "\(KruiseOrder.variable) is passed over, because \(KruiseOrder.annotation) is Ordered: "
                    + "containers start as listed, \(list)",
                cure:
                    "drop the annotation to start \(wanted.joined(separator: ", ")), or the variable to start as listed"
            )
        ]
    }

    private var priorities: [Hit] {
        guard let first = written.first else { return [] }
        let bad = written.filter { $0.variable.value.flatMap { Int($0) } == nil }
        if !bad.isEmpty {
            return bad.map { container, variable in
                let value = variable.value.map { "\"\($0)\"" } ?? "taken from somewhere else (valueFrom)"
                return subject.hit(
                    at: variable.node, container: container,
                    "\(KruiseOrder.variable) of container \(container.name) is \(value): "
                        + "OpenKruise's webhook refuses what is not a whole number",
                    cure: "write a whole number in quotes, such as \"1\"", severity: .error)
            }
        }
        let numbers = Set(written.compactMap { $0.variable.value.flatMap { Int($0) } })
        let isForAll = written.count == subject.pod.containers.count
        guard numbers.count == 1, let number = numbers.first, isForAll || number == 0 else { return [] }
        return [
            subject.hit(
                at: first.variable.node, container: first.container,
                "all containers of \(subject.pod.title) have the launch priority \(number): there is no order",
                cure: "give the one that starts first a greater number")
        ]
    }

    private var initContainers: [Hit] {
        KruiseOrder.find(subject.pod.initContainers).map { container, variable in
            subject.hit(
                at: variable.node, container: container,
                "\(KruiseOrder.variable) of init container \(container.name) has no effect: "
                    + "OpenKruise orders ordinary containers only",
                cure: "drop it: init containers start in the order of the list")
        }
    }

    private var misplaced: [Hit] {
        OwnAnnotations.entries(of: subject).compactMap { entry -> Hit? in
            guard entry.key.text == KruiseOrder.annotation, order == nil else { return nil }
            return subject.hit(
                at: entry.value,
                "\(KruiseOrder.annotation) stands on \(subject.pod.title) itself, where OpenKruise does not look",
                cure: "move it to \(OwnAnnotations.path(of: subject))", fix: OwnAnnotations.move(entry, of: subject))
        }
    }
}
