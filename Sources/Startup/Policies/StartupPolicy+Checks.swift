import Manifests
import StartupGraph

extension StartupPolicy {
    /// What is wrong where the containers' declared needs form a circle: no pod that has them all can start. `nil` where
    /// they can be put in an order.
    public var cycle: Diagnostic? {
        var builder = StartupGraphBuilder()
        for need in declaration.needs {
            builder.add(
                builder.add(StartupNode(need.dependent)), needs: builder.add(StartupNode(need.dependency)),
                need.condition)
        }
        do throws(CycleError) {
            _ = try builder.build().order()
            return nil
        } catch {
            let need = declaration.needs.last {
                error.names.contains($0.dependent) && error.names.contains($0.dependency)
            }
            return (need?.place ?? place).diagnostic(
                .error, "pods of this policy can never start: \(error.description)",
                cure: error.names.count > 1 ? "remove one of these dependencies" : "remove it from its own dependsOn")
        }
    }

    /// The containers that it names, in the order in which it does, each once.
    public var containerNames: [String] {
        var names: [String] = []
        for name in declaration.named.map(\.name) + templates.map(\.name) where !names.contains(name) {
            names.append(name)
        }
        return names
    }

    /// The fields that both set to different values: for a pod that both select, only the first by name counts there
    /// (``PolicyMerge``).
    public func conflicts(with other: StartupPolicy) -> [String] {
        let (own, theirs) = (declaration, other.declaration)
        var fields: [String] = []
        for need in own.needs {
            let same = theirs.needs.contains {
                $0.dependent == need.dependent && $0.dependency == need.dependency && $0.condition != need.condition
            }
            if same { fields.append("the condition of \(need.dependency) for \(need.dependent)") }
        }
        for (name, wait) in own.ready.sorted(by: { $0.key < $1.key }) {
            if let ready = theirs.ready[name], ready.url != wait.url { fields.append("containers.\(name).ready") }
        }
        func both(_ setting: Declaration.Setting) -> Bool { own.has(setting) && theirs.has(setting) }
        if both(.strategy), own.strategy != theirs.strategy { fields.append("strategy") }
        if both(.timeout), own.timeout != theirs.timeout { fields.append("timeout") }
        if both(.onTimeout), own.onTimeout != theirs.onTimeout { fields.append("onTimeout") }
        for template in templates where other.templates.contains(where: { $0.name == template.name }) {
            fields.append("template \(template.name)")
        }
        return fields
    }

    /// Whether every pod of one of them is one of the other too, as far as that can be read off the selectors.
    public func sharesPods(with other: StartupPolicy) -> Bool {
        guard isClusterWide == other.isClusterWide,
            namespace == nil || other.namespace == nil || namespace == other.namespace
        else { return false }
        return selector.isPart(of: other.selector) || other.selector.isPart(of: selector)
    }
}

extension LabelSelector {
    /// Whether what the other one asks for is among what this one asks for: whatever this one selects, it selects.
    func isPart(of other: LabelSelector) -> Bool {
        other.labels.allSatisfy { labels[$0] == $1 } && other.requirements.allSatisfy { requirements.contains($0) }
    }
}
