import Kubelet
import Manifests
import Startup

/// Makes commands of containers, hooks and probes.
struct CommandBuilder {
    /// The waiter, which asks by HTTP and TCP on behalf of the kubelet.
    let waiter: String
    /// Variables that every container gets, such as PATH; lowest precedence.
    let base: [(name: String, value: String)]
    /// Variables of the command line; highest precedence.
    let overrides: [(name: String, value: String)]

    /// The container's own program.
    func main(_ container: Container, pod: Pod) -> LocalCommand {
        command(container.commandLine, container, pod)
    }

    /// A hook, or one attempt of a probe. `timeout` is in seconds.
    func handler(_ handler: Handler, timeout: Int?, isHook: Bool, _ container: Container, pod: Pod) -> LocalCommand {
        let ask =
            [waiter, "wait", "--log", "text", "--attempts", "1", "--timeout", "0", "--attempt-timeout"]
            + ["\(timeout ?? 30)s"]
        switch handler {
        case .exec(let words): return command(words, container, pod)
        case .httpGet(let scheme, let host, let port, let path, let headers):
            var url =
                "\(scheme.lowercased())://\(host ?? "localhost"):\(port)\(path.hasPrefix("/") ? path : "/" + path)"
            // The status of a hook's answer is ignored (fact 5). The kubelet looks at no certificate.
            url += isHook ? "#status=100-599&insecure" : "#insecure"
            if let header = headers.first(where: { $0.name.lowercased() == "host" }) { url += "&host=" + header.value }
            return command(ask + [url], container, pod)
        case .tcpSocket(let host, let port):
            return command(ask + ["tcp://\(host ?? "localhost"):\(port)"], container, pod)
        case .sleep(let seconds):
            return command([waiter, "wait", "--log", "quiet", "--timeout", "0", "delay:\(seconds)s"], container, pod)
        case .grpc(let port, let service):
            return command(ask + ["grpc://localhost:\(port)/\(service)"], container, pod)
        }
    }

    private func command(_ words: [String], _ container: Container, _ pod: Pod) -> LocalCommand {
        let variables = environment(container, pod)
        let known = Dictionary(variables.map { ($0.name, $0.value) }) { _, last in last }
        let manifest = directory(of: pod.node.source.name)
        var place = container.workingDirectory
        if place.isEmpty { place = manifest } else if !place.hasPrefix("/") { place = manifest + "/" + place }
        return LocalCommand(
            arguments: words.map { VariableExpansion.expand($0) { known[$0] } },
            environment: known.map { $0.key + "=" + $0.value }.sorted(), directory: place)
    }

    /// Later variables may refer to earlier ones.
    private func environment(_ container: Container, _ pod: Pod) -> [(name: String, value: String)] {
        var result = base + [("HOSTNAME", pod.name)]
        var known = Dictionary(result.map { ($0.name, $0.value) }) { _, last in last }
        for variable in container.environment {
            guard
                let value = variable.value.map({ VariableExpansion.expand($0) { known[$0] } })
                    ?? fieldReference(variable.node, pod)
            else { continue }
            result.append((variable.name, value))
            known[variable.name] = value
        }
        return result + overrides
    }

    /// The downward API as far as it has a meaning here.
    private func fieldReference(_ node: Node, _ pod: Pod) -> String? {
        switch node["valueFrom"]?["fieldRef"]?["fieldPath"]?.text {
        case "metadata.name": pod.name
        case "metadata.namespace": pod.namespace.isEmpty ? "default" : pod.namespace
        case "status.podIP", "status.hostIP": "127.0.0.1"
        case "spec.nodeName": "localhost"
        default: nil
        }
    }

    private func directory(of file: String) -> String {
        guard let slash = file.lastIndex(of: "/") else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }
}
