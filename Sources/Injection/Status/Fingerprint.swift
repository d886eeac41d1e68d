import Manifests

/// Tells whether an object is still what it was: FNV-1a of its values, their order and the status left out.
enum Fingerprint {
    static func of(_ object: Value) -> String {
        FNV.digits(ValueWriter.flow(without(object).sorted, isJSON: true).utf8)
    }

    private static func without(_ value: Value) -> Value {
        switch value {
        case .scalar: value
        case .sequence(let items): .sequence(items.map(without))
        case .mapping(let fields):
            .mapping(
                fields.filter { $0.key != InjectionStatus.annotation }.map { Value.Field($0.key, without($0.value)) })
        }
    }
}
