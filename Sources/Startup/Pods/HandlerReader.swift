import Kubelet
import Manifests

/// Reads hooks and probes.
struct HandlerReader {
    /// The container's named ports.
    let ports: [String: Int]

    func hook(_ node: Node, _ key: String, _ path: String, _ fields: inout FieldReader) -> Handler? {
        guard let hook = fields.mapping(node, key, path) else { return nil }
        return handler(hook, path + key + ".", &fields, isProbe: false)
    }

    func probe(_ node: Node, _ key: String, _ path: String, _ fields: inout FieldReader) -> ProbeSpec? {
        guard let probe = fields.mapping(node, key, path) else { return nil }
        let here = path + key + "."
        guard let handler = handler(probe, here, &fields, isProbe: true) else { return nil }
        return ProbeSpec(
            handler, initialDelay: fields.int(probe, "initialDelaySeconds", here) ?? 0,
            period: fields.int(probe, "periodSeconds", here) ?? 10,
            timeout: fields.int(probe, "timeoutSeconds", here) ?? 1,
            successThreshold: fields.int(probe, "successThreshold", here) ?? 1,
            failureThreshold: fields.int(probe, "failureThreshold", here) ?? 3)
    }

    private func handler(_ node: Node, _ path: String, _ fields: inout FieldReader, isProbe: Bool) -> Handler? {
        if let exec = fields.mapping(node, "exec", path) {
            let command = fields.strings(exec, "command", path + "exec.")
            if command.isEmpty {
                fields.diagnostics.append(Diagnostic(.error, "\(path)exec.command is empty", at: exec))
                return nil
            }
            return .exec(command)
        }
        if let get = fields.mapping(node, "httpGet", path) {
            let here = path + "httpGet."
            guard let port = port(get, here, &fields) else { return nil }
            var headers: [Handler.Header] = []
            for (item, at) in fields.mappings(get, "httpHeaders", here) {
                if let name = fields.string(item, "name", at) {
                    headers.append(.init(name: name, value: fields.string(item, "value", at) ?? ""))
                }
            }
            return .httpGet(
                scheme: fields.string(get, "scheme", here) ?? "HTTP", host: fields.string(get, "host", here),
                port: port,
                path: fields.string(get, "path", here) ?? "/", headers: headers)
        }
        if let tcp = fields.mapping(node, "tcpSocket", path) {
            guard let port = port(tcp, path + "tcpSocket.", &fields) else { return nil }
            return .tcpSocket(host: fields.string(tcp, "host", path + "tcpSocket."), port: port)
        }
        if isProbe, let grpc = fields.mapping(node, "grpc", path) {
            guard let port = port(grpc, path + "grpc.", &fields) else { return nil }
            return .grpc(port: port, service: fields.string(grpc, "service", path + "grpc.") ?? "")
        }
        if !isProbe, let sleep = fields.mapping(node, "sleep", path) {
            return .sleep(seconds: max(0, fields.int(sleep, "seconds", path + "sleep.") ?? 0))
        }
        fields.diagnostics.append(
            Diagnostic(
                .error, "\(path.dropLast()) does nothing",
                cure: isProbe ? "give it exec, httpGet, tcpSocket or grpc" : "give it exec, httpGet or sleep", at: node)
        )
        return nil
    }

    /// A number, or the name of one of the container's ports.
    private func port(_ node: Node, _ path: String, _ fields: inout FieldReader) -> Int? {
        guard let value = fields.value(node, "port") else {
            fields.diagnostics.append(Diagnostic(.error, "\(path)port is missing", at: node))
            return nil
        }
        if case .int(let number) = value.scalar, (1...65535).contains(number) { return Int(number) }
        if let number = ports[value.text] { return number }
        if case .string(let text) = value.scalar, let number = Int(text), (1...65535).contains(number) { return number }
        fields.wrong(
            value, path + "port", "a port from 1 to 65535 or the name of one of the container's ports",
            cure: ports.isEmpty ? "" : Suggestion.cure(for: value.text, among: ports.keys.sorted()))
        return nil
    }
}
