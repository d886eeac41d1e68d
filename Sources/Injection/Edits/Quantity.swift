import Manifests

/// An amount of a resource, such as `500m` or `1Gi` (apimachinery, pkg/api/resource/quantity.go).
struct Quantity: Comparable, Sendable {
    /// Amounts that differ are told apart up to 2^53 of the smaller unit: more than any node has.
    private let amount: Double

    /// `nil` for what is none. A number without quotes is one too.
    init?(_ value: Value) {
        switch value {
        case .scalar(.int(let number)): amount = Double(number)
        case .scalar(.float(let number)): amount = number
        case .scalar(.string(let text)):
            guard let amount = Quantity.amount(text) else { return nil }
            self.amount = amount
        default: return nil
        }
    }

    static let zero = Quantity(amount: 0)

    private init(amount: Double) {
        self.amount = amount
    }

    static func < (left: Quantity, right: Quantity) -> Bool { left.amount < right.amount }

    private static func amount(_ text: String) -> Double? {
        let number = text.prefix { "+-.0123456789".contains($0) }
        let suffix = text.dropFirst(number.count)
        // `Double` takes the exponent form; what else it takes, such as "inf", has no digits in front.
        if let first = suffix.first, suffix.count > 1, first == "e" || first == "E" {
            return number.isEmpty ? nil : Double(text)
        }
        guard let amount = Double(number) else { return nil }
        // Small units divide: 100 / 1000 is the same Double as 0.1, and 100 * 0.001 is not.
        switch suffix {
        case "": return amount
        case "n": return amount / 1e9
        case "u": return amount / 1e6
        case "m": return amount / 1e3
        case "k": return amount * 1e3
        case "M": return amount * 1e6
        case "G": return amount * 1e9
        case "T": return amount * 1e12
        case "P": return amount * 1e15
        case "E": return amount * 1e18
        case "Ki": return amount * 0x1p10
        case "Mi": return amount * 0x1p20
        case "Gi": return amount * 0x1p30
        case "Ti": return amount * 0x1p40
        case "Pi": return amount * 0x1p50
        case "Ei": return amount * 0x1p60
        default: return nil
        }
    }
}
