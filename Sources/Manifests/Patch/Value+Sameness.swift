extension Value {
    /// Whether JSON takes both for the same: the order of keys and the way of writing a number mean nothing.
    ///
    /// `==` will not do: it tells 1 from 1.0, knows an order of keys, and takes texts for equal that differ in bytes
    /// (é as one code point or as two).
    func isSame(as other: Value) -> Bool {
        switch (self, other) {
        case (.scalar(let left), .scalar(let right)):
            return left.isSame(as: right)
        case (.sequence(let left), .sequence(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
        case (.mapping(let left), .mapping(let right)):
            guard left.count == right.count else { return false }
            // Most mappings that are the same are so in order too.
            if zip(left, right).allSatisfy({ $0.key.hasSameBytes(as: $1.key) }) {
                return zip(left, right).allSatisfy { $0.value.isSame(as: $1.value) }
            }
            let places = FieldIndex(right)
            return left.allSatisfy { field in
                places[field.key].map { field.value.isSame(as: right[$0].value) } ?? false
            }
        default:
            return false
        }
    }

    /// How deeply collections nest: 0 for a scalar. Stops counting soon after the limit.
    func depth(upTo limit: Int) -> Int {
        switch self {
        case .scalar: return 0
        case _ where limit < 0: return 0
        case .sequence(let items):
            return 1 + (items.map { $0.depth(upTo: limit - 1) }.max() ?? 0)
        case .mapping(let fields):
            return 1 + (fields.map { $0.value.depth(upTo: limit - 1) }.max() ?? 0)
        }
    }

    /// Takes the number of its nodes off the budget; stops soon after that is below 0.
    func spend(_ budget: inout Int) {
        budget -= 1
        guard budget >= 0 else { return }
        switch self {
        case .scalar: break
        case .sequence(let items): for item in items where budget >= 0 { item.spend(&budget) }
        case .mapping(let fields): for field in fields where budget >= 0 { field.value.spend(&budget) }
        }
    }
}

extension Scalar {
    /// Whether JSON takes both for the same; not-a-number, which JSON lacks, is the same as itself.
    func isSame(as other: Scalar) -> Bool {
        switch (self, other) {
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        case (.float(let left), .float(let right)): left == right || (left.isNaN && right.isNaN)
        // Not by way of Double, which takes 2⁵³ + 1 for 2⁵³.
        case (.int(let whole), .float(let number)), (.float(let number), .int(let whole)):
            Int64(exactly: number) == whole
        default: self == other
        }
    }
}

extension String {
    /// Whether both are the same bytes; `==` asks only whether they look the same.
    func hasSameBytes(as other: String) -> Bool {
        self == other && utf8.elementsEqual(other.utf8)
    }
}
