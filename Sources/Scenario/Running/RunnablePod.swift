import Kubelet
import Manifests
import Startup

/// Gives the containers of one pod's `spec` commands.
struct RunnablePod {
    let pods: ScenarioPods
    let pod: Int

    func rewrite(_ spec: inout Value) {
        for key in ["initContainers", "containers"] {
            guard case .sequence(let items)? = spec[key] else { continue }
            spec.set(key, .sequence(items.map(container)))
        }
    }

    private func container(_ value: Value) -> Value {
        guard let name = value["name"]?.text, let read = pods.pods[pod].container(named: name) else { return value }
        let script = ProgramScript(pods: pods, pod: pod)
        let program = pods.program(name, of: pods.pods[pod].name)
        var value = value
        value.remove("args")
        value.set("command", .strings(script.command(name)))
        if let hook = program.postStart {
            value.update(["lifecycle"]) { $0.set("postStart", exec(script.hook(hook))) }
        }
        let sign = ProgramScript.file(.container(pod: pod, name: name, .answering), pods)
        for (kind, probe) in read.spec.probes where !isAnswered(probe.handler) {
            value.update([kind.rawValue + "Probe"]) { probe in
                for key in ["exec", "httpGet", "tcpSocket", "grpc"] { probe.remove(key) }
                probe.set("exec", .fields(("command", .strings(["test", "-e", sign]))))
            }
        }
        return value
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
