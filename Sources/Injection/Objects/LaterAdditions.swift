import Manifests

/// What others added to what was injected, between one call and the next: the API server's defaults, the service
/// account's token, whatever a webhook gives every container.
///
/// Taking out and putting in anew would lose it, and the API server adds it only once: a wait that asks the API server
/// would be without its token.
struct LaterAdditions {
    /// The pod without what was injected.
    let base: Value
    /// The pod as it is, with what was injected earlier.
    let asked: Value

    /// What the API server fills in (pkg/apis/core/v1 `SetDefaults_Probe`, `SetDefaults_HTTPGetAction`). What has
    /// another value is from an earlier plan of ours.
    private static let probeDefaults: [(String, Value)] = [
        ("timeoutSeconds", .int(1)), ("periodSeconds", .int(10)), ("successThreshold", .int(1)),
        ("failureThreshold", .int(3)),
    ]
    private static let lists = ["initContainers", "containers"]

    /// The injected pod with those additions.
    func kept(in fresh: Value) -> Value {
        fresh.changing("spec") { spec in
            var spec = spec
            for list in LaterAdditions.lists {
                spec = spec.changing(list) { eachItem($0) { container($0, list) } }
            }
            return spec.changing("volumes") { eachItem($0) { volume($0) } }
        }
    }

    private func eachItem(_ list: Value, _ change: (Value) -> Value) -> Value {
        guard case .sequence(let items) = list else { return list }
        return .sequence(items.map(change))
    }

    private func container(_ fresh: Value, _ list: String) -> Value {
        guard let name = fresh["name"]?.text, let now = item(name, asked, list) else { return fresh }
        let before = LaterAdditions.lists.lazy.compactMap { item(name, base, $0) }.first
        guard let before else { return completed(fresh, now) }
        var result = fresh
        if before["startupProbe"] == nil, let probe = now["startupProbe"] {
            result = result.changing("startupProbe") { completedProbe($0, probe) }
        }
        if before["lifecycle"]?["postStart"] == nil, let hook = now["lifecycle"]?["postStart"] {
            result = result.changing("lifecycle") { $0.changing("postStart") { completedHandler($0, hook) } }
        }
        return result
    }

    /// A container of ours, with fields that it lacks.
    private func completed(_ fresh: Value, _ now: Value) -> Value {
        guard case .mapping(var fields) = fresh, case .mapping(let others) = now else { return fresh }
        for other in others where other.key != "volumeMounts" {
            if let index = fields.firstIndex(where: { $0.key == other.key }) {
                fields[index].value = ContainerMerge.merge(fields[index].value, over: other.value, isDeep: true)
            } else {
                fields.append(other)
            }
        }
        guard case .sequence(let mounts)? = now["volumeMounts"] else { return .mapping(fields) }
        let own =
            fresh["volumeMounts"].map { value -> [Value] in
                if case .sequence(let items) = value { items } else { [] }
            } ?? []
        let added = mounts.filter { mount in
            // Of a volume that the pod has without us; others are of an earlier plan.
            item(mount["name"]?.text ?? "", base, "volumes") != nil
                && !own.contains { $0["mountPath"] == mount["mountPath"] }
        }
        if added.isEmpty { return .mapping(fields) }
        fields.removeAll { $0.key == "volumeMounts" }
        fields.append(.init("volumeMounts", .sequence(own + added)))
        return .mapping(fields)
    }

    private func volume(_ fresh: Value) -> Value {
        guard let name = fresh["name"]?.text, item(name, base, "volumes") == nil,
            let now = item(name, asked, "volumes"), case .mapping(let fields) = fresh
        else { return fresh }
        // Another kind of volume of this name is of an earlier plan.
        return .mapping(
            fields.map { field in
                guard let other = now[field.key] else { return field }
                return .init(field.key, ContainerMerge.merge(field.value, over: other, isDeep: true))
            })
    }

    private func completedProbe(_ fresh: Value, _ now: Value) -> Value {
        guard case .mapping(var fields) = completedHandler(fresh, now) else { return fresh }
        for (key, value) in LaterAdditions.probeDefaults where fresh[key] == nil && now[key] == value {
            fields.append(.init(key, value))
        }
        return .mapping(fields)
    }

    private func completedHandler(_ fresh: Value, _ now: Value) -> Value {
        fresh.changing("httpGet") { action in
            guard action["scheme"] == nil, now["httpGet"]?["scheme"] == .string("HTTP"),
                case .mapping(let fields) = action
            else { return action }
            return .mapping(fields + [.init("scheme", .string("HTTP"))])
        }
    }

    private func item(_ name: String, _ pod: Value, _ list: String) -> Value? {
        guard case .sequence(let items)? = pod["spec"]?[list] else { return nil }
        return items.first { $0["name"]?.text == name }
    }
}

extension Value {
    /// The mapping with one of its values changed; where the key is not there, nothing is.
    fileprivate func changing(_ key: String, _ change: (Value) -> Value) -> Value {
        guard case .mapping(var fields) = self, let index = fields.firstIndex(where: { $0.key == key }) else {
            return self
        }
        fields[index].value = change(fields[index].value)
        return .mapping(fields)
    }
}
