import Kubelet
import Manifests

/// Hooks and probes as a manifest has them.
enum HandlerValue {
    /// The mapping that says what is done (core/v1 LifecycleHandler, ProbeHandler).
    static func of(_ handler: Handler) -> Value {
        switch handler {
        case .exec(let words): return .fields(("exec", .fields(("command", .strings(words)))))
        case .httpGet(let scheme, let host, let port, let path, let headers):
            var fields: [Value.Field] = []
            if let host { fields.append(.init("host", .string(host))) }
            fields.append(.init("path", .string(path)))
            fields.append(.init("port", .int(port)))
            if scheme.uppercased() != "HTTP" { fields.append(.init("scheme", .string(scheme))) }
            if !headers.isEmpty {
                let items = headers.map { Value.fields(("name", .string($0.name)), ("value", .string($0.value))) }
                fields.append(.init("httpHeaders", .sequence(items)))
            }
            return .fields(("httpGet", .mapping(fields)))
        case .tcpSocket(let host, let port):
            var fields: [Value.Field] = []
            if let host { fields.append(.init("host", .string(host))) }
            fields.append(.init("port", .int(port)))
            return .fields(("tcpSocket", .mapping(fields)))
        case .grpc(let port, let service):
            var fields = [Value.Field("port", .int(port))]
            if !service.isEmpty { fields.append(.init("service", .string(service))) }
            return .fields(("grpc", .mapping(fields)))
        case .sleep(let seconds): return .fields(("sleep", .fields(("seconds", .int(seconds)))))
        }
    }
}
