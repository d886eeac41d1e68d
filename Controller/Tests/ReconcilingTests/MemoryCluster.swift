import KubernetesAPI
import Manifests
import Synchronization

/// An API server without a network: keeps objects by their path, counts versions, and refuses writes of old ones.
final class MemoryCluster: APITransport {
    private struct State {
        var objects: [String: Value] = [:]
        var version = 0
        var writes: [String] = []
        var failures: [Int] = []
    }

    private let state = Mutex(State())

    init(_ objects: [String: Value] = [:]) {
        state.withLock { $0.objects = objects.mapValues { MemoryCluster.versioned($0, 0) } }
    }

    /// What was written, as `METHOD path`.
    var writes: [String] { state.withLock { $0.writes } }

    subscript(_ path: String) -> Value? { state.withLock { $0.objects[path] } }

    func set(_ path: String, _ value: Value?) { state.withLock { $0.objects[path] = value } }

    /// The next requests end with these codes.
    func fail(with codes: [Int]) { state.withLock { $0.failures = codes } }

    func send(_ request: APIRequest) async throws(APIFailure) -> APIResponse {
        let body = request.body.isEmpty ? nil : try? YAML.parse(Source(name: "body", bytes: request.body)).first?.root
        let value = body.map { Value($0) }
        return state.withLock { state in
            if !state.failures.isEmpty { return MemoryCluster.status(state.failures.removeFirst()) }
            if request.method != .get { state.writes.append(request.method.rawValue + " " + request.path) }
            return MemoryCluster.answer(request, value, &state)
        }
    }

    func stream(
        _ request: APIRequest, onChunk: @Sendable ([UInt8]) async throws(APIFailure) -> Void
    ) async throws(APIFailure) -> APIResponse {
        throw .unreachable("there are no watches here")
    }

    private static func answer(_ request: APIRequest, _ value: Value?, _ state: inout State) -> APIResponse {
        switch request.method {
        case .get:
            if let object = state.objects[request.path] { return ok(object) }
            let items = state.objects.filter { $0.key.hasPrefix(request.path + "/") }.sorted { $0.key < $1.key }
            guard !items.isEmpty else { return status(404) }
            return ok(
                .fields(
                    ("kind", .string("List")), ("metadata", .fields(("resourceVersion", .string("\(state.version)")))),
                    ("items", .sequence(items.map(\.value)))))
        case .post:
            guard let value, let name = value["metadata"]?["name"]?.text else { return status(422) }
            let path = request.path + "/" + name
            guard state.objects[path] == nil else { return status(409, "AlreadyExists") }
            return write(path, value, &state)
        case .put:
            guard let value, let old = state.objects[request.path] else { return status(404) }
            if let version = value["metadata"]?["resourceVersion"], version != old["metadata"]?["resourceVersion"] {
                return status(409, "Conflict")
            }
            return write(request.path, value, &state)
        case .patch:
            let path = request.path.hasSuffix("/status") ? String(request.path.dropLast(7)) : request.path
            guard let value, let old = state.objects[path] else { return status(404) }
            if request.contentType == MediaType.mergePatch { return write(path, merged(old, value), &state) }
            guard let patch = try? JSONPatch(value), let new = try? patch.applied(to: old) else { return status(422) }
            return write(path, new, &state)
        case .delete:
            return state.objects.removeValue(forKey: request.path) == nil ? status(404) : ok(.fields())
        }
    }

    private static func write(_ path: String, _ value: Value, _ state: inout State) -> APIResponse {
        state.version += 1
        let written = versioned(value, state.version)
        state.objects[path] = written
        return ok(written)
    }

    /// RFC 7386, as far as objects go.
    private static func merged(_ old: Value, _ patch: Value) -> Value {
        guard case .mapping(let fields) = patch, case .mapping(var result) = old else { return patch }
        for field in fields {
            let before = result.first { $0.key == field.key }?.value
            result.removeAll { $0.key == field.key }
            if field.value != .null {
                result.append(.init(field.key, before.map { merged($0, field.value) } ?? field.value))
            }
        }
        return .mapping(result)
    }

    private static func versioned(_ value: Value, _ version: Int) -> Value {
        merged(value, .fields(("metadata", .fields(("resourceVersion", .string("\(version)"))))))
    }

    private static func ok(_ value: Value) -> APIResponse {
        APIResponse(status: 200, body: Array(ValueWriter.flow(value, isJSON: true).utf8))
    }

    private static func status(_ code: Int, _ reason: String = "") -> APIResponse {
        let status = Value.fields(
            ("kind", .string("Status")), ("code", .int(code)), ("reason", .string(reason)),
            ("message", .string("as told")))
        return APIResponse(status: code, body: Array(ValueWriter.flow(status, isJSON: true).utf8))
    }
}
