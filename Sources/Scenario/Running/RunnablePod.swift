import Kubelet
import Manifests
import Startup

/// Gives the containers of one pod's `spec` commands.
struct RunnablePod {
    let pods: ScenarioPods
    let pod: Int
    var place = RunPlace.up

    func rewrite(_ spec: inout Value) {
        for key in ["initContainers", "containers"] {
            guard case .sequence(let items)? = spec[key] else { continue }
            spec.set(key, .sequence(items.map(container)))
        }
        if let node = place.node { spec.set("volumes", RunnablePod.volumes(node, spec["volumes"])) }
    }

    private func container(_ value: Value) -> Value {
        guard let name = value["name"]?.text, let read = pods.pods[pod].container(named: name) else { return value }
        let script = ProgramScript(pods: pods, pod: pod, place: place)
        let program = pods.program(name, of: pods.pods[pod].name)
        var value = value
        value.remove("args")
        value.set("command", .strings(script.command(name)))
        if let hook = program.postStart {
            value.update(["lifecycle"]) { $0.set("postStart", exec(script.hook(hook, of: name))) }
        }
        if let node = place.node {
            adapt(&value, to: node, isServer: program.port != nil)
        }
        let sign = ProgramScript.file(.container(pod: pod, name: name, .answering), pods)
        for (kind, probe) in read.spec.probes where !isAnswered(probe.handler) {
            value.update([kind.rawValue + "Probe"]) { probe in
                for key in ["exec", "httpGet", "tcpSocket", "grpc"] { probe.remove(key) }
                probe.set("exec", .fields(("command", .strings(script.probe(name, kind.rawValue, sign)))))
            }
        }
        return value
    }

    private func adapt(_ value: inout Value, to node: RunPlace.NodeSettings, isServer: Bool) {
        RunnablePod.mount(&value, image: isServer ? node.pythonImage : node.shellImage)
        value.update(["lifecycle", "postStart"]) { hook in
            // The scenario means the pod; `up` has it on this machine, the kubelet takes a given address as its own.
            hook.update(["httpGet"]) { $0.remove("host") }
            hook.update(["exec"]) { exec in
                guard case .sequence(var words)? = exec["command"], words.first?.text == "pilot-agent" else { return }
                // The waiter knows what pilot-agent is asked.
                words[0] = .string(RunPlace.mount + "/pilot-agent")
                exec.set("command", .sequence(words))
            }
        }
    }

    /// Gives a container its image and the directory in which it runs.
    static func mount(_ value: inout Value, image: String) {
        value.set("image", .string(image))
        value.set("workingDir", .string(RunPlace.mount))
        let mount = Value.fields(("name", .string("scenario")), ("mountPath", .string(RunPlace.mount)))
        let others: [Value] = if case .sequence(let items)? = value["volumeMounts"] { items } else { [] }
        value.set("volumeMounts", .sequence(others + [mount]))
    }

    static func volumes(_ node: RunPlace.NodeSettings, _ others: Value? = nil) -> Value {
        let path = Value.fields(("path", .string(node.directory)), ("type", .string("DirectoryOrCreate")))
        let items: [Value] = if case .sequence(let items)? = others { items } else { [] }
        return .sequence(items + [.fields(("name", .string("scenario")), ("hostPath", path))])
    }

    private func exec(_ command: [String]) -> Value { .fields(("exec", .fields(("command", .strings(command))))) }

    /// Whether the probe asks on a port that one of the pod's programs has.
    private func isAnswered(_ handler: Handler) -> Bool {
        switch handler {
        case .httpGet(_, _, let port, _, _), .tcpSocket(_, let port): pods.listener(port, in: pod) != nil
        case .exec, .grpc, .sleep: false
        }
    }
}
