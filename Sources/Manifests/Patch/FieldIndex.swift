/// Where the keys of a mapping stand, told apart by their bytes.
struct FieldIndex {
    private var places: [[UInt8]: Int] = [:]

    init(_ fields: [Value.Field]) {
        places.reserveCapacity(fields.count)
        for (place, field) in fields.enumerated() where places[Array(field.key.utf8)] == nil {
            places[Array(field.key.utf8)] = place
        }
    }

    subscript(key: String) -> Int? { places[Array(key.utf8)] }
}
