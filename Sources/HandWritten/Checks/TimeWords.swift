import Probing

/// Times as `sleep`, curl and Go's programs take them.
enum TimeWords {
    /// `5`, `0.5`, `5s`, `1m`, `1m30s`, `500ms`; a number alone is `unit` milliseconds. `nil` for anything else and for
    /// what is longer than 30 years.
    static func milliseconds(_ text: String, unit: Milliseconds = 1000) -> Milliseconds? {
        var rest = Array(text.utf8)[...]
        guard !rest.isEmpty, rest.count < 32 else { return nil }
        var total: Milliseconds = 0
        while !rest.isEmpty {
            let whole = digits(&rest)
            var thousandths: Milliseconds = 0
            if rest.first == UInt8(ascii: ".") {
                rest.removeFirst()
                let fraction = digits(&rest)
                guard !whole.isEmpty || !fraction.isEmpty else { return nil }
                thousandths = Milliseconds((fraction + "000").prefix(3)) ?? 0
            } else if whole.isEmpty {
                return nil
            }
            guard whole.utf8.count <= 10, let number = Milliseconds(whole.isEmpty ? "0" : whole) else { return nil }
            let letters = rest.prefix { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
            rest = rest.dropFirst(letters.count)
            let length: Milliseconds
            switch String(decoding: letters, as: UTF8.self) {
            case "": length = unit
            case "ms": length = 1
            case "s": length = 1000
            case "m": length = 60_000
            case "h": length = 3_600_000
            case "d": length = 86_400_000
            default: return nil
            }
            total += number * length + thousandths * length / 1000
            if total > 1_000_000_000_000 { return nil }
        }
        return total
    }

    private static func digits(_ rest: inout ArraySlice<UInt8>) -> String {
        let digits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
        rest = rest.dropFirst(digits.count)
        return String(decoding: digits, as: UTF8.self)
    }
}
