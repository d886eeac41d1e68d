import Manifests
import Probing

/// Fills in what a pod does not declare itself: from its policies, the one that counts most first, then from defaults.
enum PolicyMerge {
    /// Policies of one level are united; where two of them set the same field, the first by name wins, with a warning.
    static func apply(
        _ policies: [StartupPolicy], to pod: Pod, mesh: IstioMesh, cluster: Cluster,
        _ declaration: inout Declaration
    ) -> [Diagnostic] {
        // A policy is written for many pods: a name means something only in those that have it, or will have it.
        var names = Set(pod.all.map(\.name))
        if PodMesh.of(pod, mesh, cluster).isLater { names.insert(IstioHold.proxy) }
        var diagnostics: [Diagnostic] = []
        for level in [false, true] {
            // What a higher level sets is not for this one to add to.
            let fixed = declaration
            var setters: [String: StartupPolicy] = [:]
            for policy in policies where policy.isClusterWide == level {
                fill(&declaration, fixed, policy, pod, names) { field in
                    guard let other = setters[field] else {
                        setters[field] = policy
                        return true
                    }
                    diagnostics.append(
                        policy.place.diagnostic(
                            .warning, "policies \(other.name) and \(policy.name) both set \(field) of \(pod.title)",
                            cure: "\(other.name) counts, by its name; narrow one of their selectors"))
                    return false
                }
            }
        }
        for template in policies.flatMap(\.templates) where template.isHeldFor { hold(template, pod, &declaration) }
        return diagnostics
    }

    private static func fill(
        _ declaration: inout Declaration, _ fixed: Declaration, _ policy: StartupPolicy, _ pod: Pod,
        _ names: Set<String>, _ maySet: (String) -> Bool
    ) {
        let part = policy.declaration
        if !fixed.has(.waits) {
            for wait in part.waits where !declaration.waits.contains(where: { $0.url == wait.url }) {
                declaration.waits.append(wait)
            }
            if part.has(.waits) { declaration.declared.insert(.waits) }
        }
        for need in part.needs where !fixed.needs.contains(where: { $0.dependent == need.dependent }) {
            guard names.contains(need.dependent), names.contains(need.dependency) else { continue }
            // A pod that says the opposite itself knows better.
            if fixed.needs.contains(where: { $0.dependent == need.dependency && $0.dependency == need.dependent }) {
                continue
            }
            let known = declaration.needs.first {
                $0.dependent == need.dependent && $0.dependency == need.dependency
            }
            if known?.condition == need.condition { continue }
            guard maySet("the condition of \(need.dependency) for \(need.dependent)") else { continue }
            declaration.needs.append(need)
        }
        for (name, wait) in part.ready.sorted(by: { $0.key < $1.key }) where fixed.ready[name] == nil {
            if declaration.ready[name]?.url != wait.url, names.contains(name), maySet("containers.\(name).ready") {
                declaration.ready[name] = wait
            }
        }
        func isNew(_ setting: Declaration.Setting, _ isSame: Bool) -> Bool { !(declaration.has(setting) && isSame) }
        if part.has(.strategy), !fixed.has(.strategy), isNew(.strategy, part.strategy == declaration.strategy),
            maySet("strategy")
        {
            declaration.strategy = part.strategy
            declaration.declared.insert(.strategy)
        }
        if part.has(.timeout), !fixed.has(.timeout), isNew(.timeout, part.timeout == declaration.timeout),
            maySet("timeout")
        {
            declaration.timeout = part.timeout
            declaration.declared.insert(.timeout)
        }
        if part.has(.onTimeout), !fixed.has(.onTimeout), isNew(.onTimeout, part.onTimeout == declaration.onTimeout),
            maySet("onTimeout")
        {
            declaration.onTimeout = part.onTimeout
            declaration.declared.insert(.onTimeout)
        }
    }

    /// Everyone else comes after the template's container, but for whom it needs itself.
    private static func hold(_ template: ContainerTemplate, _ pod: Pod, _ declaration: inout Declaration) {
        guard pod.container(named: template.name) != nil, template.role != .initContainer else { return }
        for other in pod.containers where other.name != template.name {
            let isKnown = declaration.needs.contains {
                $0.dependent == other.name && $0.dependency == template.name
                    || $0.dependent == template.name && $0.dependency == other.name
            }
            if isKnown { continue }
            declaration.needs.append(
                .init(dependent: other.name, dependency: template.name, condition: .ready, place: template.place))
        }
    }

    /// What the command line says, for what nobody else has set.
    static func apply(_ defaults: Declaration.Defaults, to declaration: inout Declaration) {
        if let strategy = defaults.strategy, !declaration.has(.strategy) { declaration.strategy = strategy }
        if let timeout = defaults.timeout, !declaration.has(.timeout) { declaration.timeout = timeout }
        if let onTimeout = defaults.onTimeout, !declaration.has(.onTimeout) { declaration.onTimeout = onTimeout }
    }
}
