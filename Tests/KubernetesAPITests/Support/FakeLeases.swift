import Manifests
import Synchronization

@testable import KubernetesAPI

/// The Leases of a server, of which there is one.
final class FakeLeases: Sendable {
    private let state = Mutex<(lease: Value?, version: Int)>((nil, 0))

    var holder: String? { state.withLock { $0.lease.map { LeaseRecord($0).holder } } }
    var lease: Value? { state.withLock { $0.lease } }

    func answer(_ request: APIRequest) throws(APIFailure) -> APIResponse {
        let body = request.body.isEmpty ? nil : Value(try AnswerReader.root(request.body, limit: 10000))
        return state.withLock { state in
            switch (request.method, state.lease) {
            case (.get, nil): return APIResponse(status: 404)
            case (.get, let lease?): return .ok(ValueWriter.flow(lease, isJSON: true))
            case (.post, nil): break
            case (.put, .some) where body?["metadata"]?["resourceVersion"]?.text == String(state.version): break
            default: return APIResponse(status: 409)
            }
            state.version += 1
            let name = body?["metadata"]?["name"] ?? .null
            let labels = body?["metadata"]?["labels"] ?? .null
            let lease = Value.fields(
                (
                    "metadata",
                    .fields(("name", name), ("labels", labels), ("resourceVersion", .string(String(state.version))))
                ),
                ("spec", body?["spec"] ?? .null))
            state.lease = lease
            return .ok(ValueWriter.flow(lease, isJSON: true))
        }
    }
}
