import Manifests
import Probing

/// Fills in what a pod does not declare itself: from its policies, the one that counts most first, then from defaults.
enum PolicyMerge {
    /// Policies of one level are united; where two of them set the same field, the first by name wins, with a warning.
    static func apply(
        _ policies: [StartupPolicy], to pod: Pod, mesh: IstioMesh, _ declaration: inout Declaration
    ) -> [Diagnostic] {
        // A policy is written for many pods: a name means something only in those that have it, or will have it.
        var names = Set(pod.all.map(\.name))
        if PodMesh.of(pod, mesh, Cluster()).isLater { names.insert(IstioHold.proxy) }
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
        return diagnostics
    }

    private static func fill(
        _ declaration: inout Declaration, _ fixed: Declaration, _ policy: StartupPolicy, _ pod: Pod,
        _ names: Set<String>, _ maySet: (String) -> Bool
    ) {
        let part = policy.declaration
        if fixed.waits.isEmpty {
            for wait in part.waits where !declaration.waits.contains(where: { $0.url == wait.url }) {
                declaration.waits.append(wait)
            }
        }
        for need in part.needs where !fixed.needs.contains(where: { $0.dependent == need.dependent }) {
            guard names.contains(need.dependent), names.contains(need.dependency) else { continue }
            let isKnown = declaration.needs.contains {
                $0.dependent == need.dependent && $0.dependency == need.dependency
            }
            if !isKnown { declaration.needs.append(need) }
        }
        for (name, wait) in part.ready.sorted(by: { $0.key < $1.key }) where fixed.ready[name] == nil {
            if names.contains(name), maySet("containers.\(name).ready") { declaration.ready[name] = wait }
        }
        if part.has(.strategy), !fixed.has(.strategy), maySet("strategy") {
            declaration.strategy = part.strategy
            declaration.declared.insert(.strategy)
        }
        if part.has(.timeout), !fixed.has(.timeout), maySet("timeout") {
            declaration.timeout = part.timeout
            declaration.declared.insert(.timeout)
        }
        if part.has(.onTimeout), !fixed.has(.onTimeout), maySet("onTimeout") {
            declaration.onTimeout = part.onTimeout
            declaration.declared.insert(.onTimeout)
        }
        for template in policy.templates where template.isHeldFor { hold(template, pod, &declaration) }
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
