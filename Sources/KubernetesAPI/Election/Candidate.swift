import Manifests

/// A replica's part in an election: what it has decided, and the Lease as it last read it.
struct Candidate: Sendable {
    var machine: LeaseMachine
    var lease: Value?

    init(machine: LeaseMachine) {
        self.machine = machine
    }

    /// The Lease to write: what others put into it (labels, owners) stays.
    func value(_ record: LeaseRecord, _ key: ObjectKey, _ labels: [Value.Field], version: String?) -> Value {
        guard let version, case .mapping(var fields) = lease, case .mapping(var metadata) = lease?["metadata"] else {
            var metadata = [
                Value.Field("name", .string(key.name)), .init("namespace", .string(key.namespace)),
            ]
            if !labels.isEmpty { metadata.append(.init("labels", .mapping(labels))) }
            if let version { metadata.append(.init("resourceVersion", .string(version))) }
            return .fields(
                ("apiVersion", .string(APIResource.leases.apiVersion)), ("kind", .string(APIResource.leases.kind)),
                ("metadata", .mapping(metadata)), ("spec", record.spec))
        }
        // The server keeps its own account of these.
        metadata.removeAll { $0.key == "resourceVersion" || $0.key == "managedFields" }
        metadata.append(.init("resourceVersion", .string(version)))
        fields.removeAll { $0.key == "metadata" || $0.key == "spec" }
        fields += [.init("metadata", .mapping(metadata)), .init("spec", record.spec)]
        return .mapping(fields)
    }
}
