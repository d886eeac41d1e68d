/// `$(( … ))` of whole numbers and variables: `+ - * / %`, brackets and signs.
struct Arithmetic {
    private var rest: ArraySlice<UInt8>
    private let variables: Variables
    private var depth = 0

    /// The value; `nil` when it cannot be known, for other operators as for overflows.
    static func value(_ expression: String, _ variables: Variables) -> Int? {
        var reader = Arithmetic(rest: Array(expression.utf8.filter { $0 > 0x20 })[...], variables: variables)
        guard let value = reader.sum(), reader.rest.isEmpty else { return nil }
        return value
    }

    private mutating func sum() -> Int? {
        guard var value = product() else { return nil }
        while let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            rest.removeFirst()
            guard let next = product() else { return nil }
            let result =
                sign == UInt8(ascii: "+")
                ? value.addingReportingOverflow(next) : value.subtractingReportingOverflow(next)
            if result.overflow { return nil }
            value = result.partialValue
        }
        return value
    }

    private mutating func product() -> Int? {
        guard var value = operand() else { return nil }
        while let sign = rest.first, "*/%".utf8.contains(sign) {
            rest.removeFirst()
            guard let next = operand() else { return nil }
            let result =
                switch sign {
                case UInt8(ascii: "*"): value.multipliedReportingOverflow(by: next)
                case UInt8(ascii: "/"): value.dividedReportingOverflow(by: next)
                default: value.remainderReportingOverflow(dividingBy: next)
                }
            if result.overflow { return nil }
            value = result.partialValue
        }
        return value
    }

    private mutating func operand() -> Int? {
        depth += 1
        defer { depth -= 1 }
        guard depth < 64, let first = rest.first else { return nil }
        switch first {
        case UInt8(ascii: "-"):
            rest.removeFirst()
            return operand().flatMap { $0 == .min ? nil : -$0 }
        case UInt8(ascii: "+"):
            rest.removeFirst()
            return operand()
        case UInt8(ascii: "("):
            rest.removeFirst()
            guard let value = sum(), rest.first == UInt8(ascii: ")") else { return nil }
            rest.removeFirst()
            return value
        default: break
        }
        if first == UInt8(ascii: "$") { rest.removeFirst() }
        let isBraced = first == UInt8(ascii: "$") && rest.first == UInt8(ascii: "{")
        if isBraced { rest.removeFirst() }
        let word = rest.prefix { byte in
            byte == UInt8(ascii: "_") || (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
        }
        rest = rest.dropFirst(word.count)
        if isBraced {
            guard rest.first == UInt8(ascii: "}") else { return nil }
            rest.removeFirst()
        }
        let text = String(decoding: word, as: UTF8.self)
        return Int(text) ?? variables.values[text].flatMap { Int($0) }
    }
}
