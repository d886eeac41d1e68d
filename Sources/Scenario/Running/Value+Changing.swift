import Manifests

extension Value {
    /// Sets a key of a mapping, in its place where it is there.
    mutating func set(_ key: String, _ value: Value) {
        guard case .mapping(var fields) = self else { return }
        if let index = fields.firstIndex(where: { $0.key == key }) {
            fields[index].value = value
        } else {
            fields.append(Field(key, value))
        }
        self = .mapping(fields)
    }

    /// Removes a key of a mapping.
    mutating func remove(_ key: String) {
        guard case .mapping(var fields) = self else { return }
        fields.removeAll { $0.key == key }
        self = .mapping(fields)
    }

    /// Changes what is at the end of a way of keys; nothing where there is no such way.
    mutating func update(_ path: some Collection<String>, _ change: (inout Value) -> Void) {
        guard let key = path.first else { return change(&self) }
        guard var value = self[key] else { return }
        value.update(path.dropFirst(), change)
        set(key, value)
    }
}
