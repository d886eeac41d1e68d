import Manifests

/// Tells whether an object is still what it was: FNV-1a of its values, their order and the status left out.
enum Fingerprint {
    static func of(_ object: Value) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in ValueWriter.flow(without(object).sorted, isJSON: true).utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
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
