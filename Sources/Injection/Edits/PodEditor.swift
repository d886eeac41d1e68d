import Kubelet
import Manifests
import Startup

/// Writes what holds a pod into a draft of its template: the difference between the pod of the manifest and the held one.
struct PodEditor {
    let plan: StartupPlan
    let held: HeldPod
    let parts: InjectedParts

    /// Changes the template: containers in their new order, probes, hooks, commands, volumes, annotations.
    func edit(_ template: inout Draft) {
        template.update("spec") { (spec: inout Draft) in
            arrange(&spec)
            change(held.pod.initContainers, in: "initContainers", of: &spec)
            change(held.pod.containers, in: "containers", of: &spec)
            let volumes = parts.volumes
            if !volumes.isEmpty {
                spec.update("volumes", as: .sequence([])) { $0.items += volumes.map { Draft($0) } }
            }
        }
        var annotations = held.annotations
        if let name = held.defaultContainer { annotations["kubectl.kubernetes.io/default-container"] = name }
        guard !annotations.isEmpty else { return }
        template.update(path: ["metadata", "annotations"]) { (mapping: inout Draft) in
            for (key, value) in annotations.sorted(by: { $0.key < $1.key }) {
                if mapping[key] == nil { mapping.set(key, .string(value)) } else { mapping.replaceText(key, by: value) }
            }
        }
    }

    // MARK: Order

    /// Puts every container into the list and place that it has in the held pod; new ones are made.
    private func arrange(_ spec: inout Draft) {
        var old: [String: Draft] = [:]
        for key in ["initContainers", "containers"] {
            for item in spec[key]?.items ?? [] { if let name = item["name"]?.text { old[name] = item } }
        }
        var initContainers = held.pod.initContainers.compactMap { container in
            container.name == held.waitContainer ? Draft(parts.waitContainer(container)) : old[container.name]
        }
        if let copy = parts.copyContainer { initContainers.insert(Draft(copy), at: 0) }
        let before = plan.pod.initContainers.map(\.name)
        if initContainers.map({ $0["name"]?.text ?? "" }) != before {
            spec.update("initContainers", as: .sequence([])) { $0.items = initContainers }
        }
        let containers = held.pod.containers.map(\.name)
        if containers != plan.pod.containers.map(\.name) {
            spec.update("containers") { $0.items = containers.compactMap { old[$0] } }
        }
    }

    // MARK: Containers

    private func change(_ containers: [Container], in list: String, of spec: inout Draft) {
        let changes = containers.compactMap { after -> (before: Container, after: Container)? in
            guard let before = plan.pod.container(named: after.name), isChanged(before, after) else { return nil }
            return (before, after)
        }
        if changes.isEmpty { return }
        spec.update(list) { (list: inout Draft) in
            var items = list.items
            for index in items.indices {
                guard let name = items[index]["name"]?.text else { continue }
                for pair in changes where pair.after.name == name { change(&items[index], pair.before, pair.after) }
            }
            list.items = items
        }
    }

    private func isChanged(_ before: Container, _ after: Container) -> Bool {
        after.command != before.command || after.spec != before.spec || !parts.mounts(of: after.name).isEmpty
    }

    private func change(_ draft: inout Draft, _ before: Container, _ after: Container) {
        if after.command != before.command {
            let added = after.command.dropLast(before.command.count)
            draft.update("command", as: .sequence([])) {
                $0.items.insert(contentsOf: added.map { Draft(.string($0)) }, at: 0)
            }
        }
        if after.spec.isRestartable, !before.spec.isRestartable { draft.set("restartPolicy", .string("Always")) }
        if let probe = after.spec.probes[.startup], probe != before.spec.probes[.startup] {
            setStartupProbe(probe, before, &draft)
        }
        if let hook = after.spec.postStart, hook != before.spec.postStart {
            draft.update("lifecycle") { $0.set("postStart", HandlerValue.of(hook)) }
        }
        let mounts = parts.mounts(of: after.name)
        if !mounts.isEmpty {
            draft.update("volumeMounts", as: .sequence([])) { $0.items += mounts.map { Draft($0) } }
        }
    }

    /// A probe that the container has is changed, a copy of another one keeps what the model does not know (a named
    /// port, headers), and only what the waiter asks is new.
    private func setStartupProbe(_ probe: ProbeSpec, _ before: Container, _ draft: inout Draft) {
        if let old = before.spec.probes[.startup] {
            draft.update("startupProbe") { (fields: inout Draft) in
                if old.failureThreshold != probe.failureThreshold {
                    fields.set("failureThreshold", .int(probe.failureThreshold))
                }
                if old.period != probe.period { fields.set("periodSeconds", .int(probe.period)) }
            }
            return
        }
        let model = [ProbeKind.readiness, .liveness].first { before.spec.probes[$0]?.handler == probe.handler }
        var value = Draft(model.flatMap { draft[$0.rawValue + "Probe"]?.value } ?? HandlerValue.of(probe.handler))
        let defaults = ProbeSpec(probe.handler)
        // A startupProbe has to succeed once, whatever the other asks for.
        value.remove("successThreshold")
        func set(_ key: String, _ number: Int, _ standard: Int) {
            if number != standard || value[key] != nil { value.set(key, .int(number)) }
        }
        set("initialDelaySeconds", probe.initialDelay, defaults.initialDelay)
        set("periodSeconds", probe.period, defaults.period)
        set("timeoutSeconds", probe.timeout, defaults.timeout)
        set("failureThreshold", probe.failureThreshold, defaults.failureThreshold)
        draft.set("startupProbe", value.value)
    }
}
