import Kubelet
import Manifests

/// Reads one container.
enum ContainerReader {
    static func read(_ node: Node, _ path: String, isInit: Bool, _ fields: inout FieldReader) -> Container? {
        guard node.kind == .mapping else {
            fields.wrong(node, String(path.dropLast()), "a mapping")
            return nil
        }
        guard let name = fields.string(node, "name", path) else {
            if fields.value(node, "name") == nil {
                fields.diagnostics.append(Diagnostic(.error, "\(path)name is missing", at: node))
            }
            return nil
        }
        var ports: [String: Int] = [:]
        for (port, here) in fields.mappings(node, "ports", path) {
            if let name = fields.string(port, "name", here) { ports[name] = fields.int(port, "containerPort", here) }
        }
        var spec = ContainerSpec(name)
        if fields.string(node, "restartPolicy", path) == "Always" {
            if isInit {
                spec.isRestartable = true
            } else if let policy = fields.value(node, "restartPolicy") {
                fields.diagnostics.append(
                    Diagnostic(
                        .error, "\(path)restartPolicy is for init containers only",
                        cure: "move \(name) to initContainers to make it a native sidecar, or drop it", at: policy))
            }
        }
        let handlers = HandlerReader(ports: ports)
        if let lifecycle = fields.mapping(node, "lifecycle", path) {
            spec.postStart = handlers.hook(lifecycle, "postStart", path + "lifecycle.", &fields)
            spec.preStop = handlers.hook(lifecycle, "preStop", path + "lifecycle.", &fields)
        }
        for kind in ProbeKind.allCases {
            spec.probes[kind] = handlers.probe(node, kind.rawValue + "Probe", path, &fields)
        }
        return Container(
            spec: spec, image: fields.string(node, "image", path) ?? "", command: fields.strings(node, "command", path),
            arguments: fields.strings(node, "args", path), environment: environment(node, path, &fields),
            workingDirectory: fields.string(node, "workingDir", path) ?? "", ports: ports, node: node)
    }

    private static func environment(
        _ node: Node, _ path: String, _ fields: inout FieldReader
    ) -> [Container.Variable] {
        var variables: [Container.Variable] = []
        for (item, here) in fields.mappings(node, "env", path) {
            guard let name = fields.string(item, "name", here) else {
                if fields.value(item, "name") == nil {
                    fields.diagnostics.append(Diagnostic(.error, "\(here)name is missing", at: item))
                }
                continue
            }
            let isElsewhere = fields.value(item, "valueFrom") != nil
            variables.append(
                .init(name: name, value: isElsewhere ? nil : fields.string(item, "value", here) ?? "", node: item))
        }
        return variables
    }
}
