/// What `${…}` means.
enum ParameterValue {
    static func text(_ parameter: Parameter, _ variables: Variables) -> String? {
        let value = value(parameter.name, variables)
        switch parameter.operation {
        case "": return value
        case ":-", ":=":
            // A variable that nobody is known to set has the default that its author thought of.
            if let value, !value.isEmpty { return value }
            return variables.text(parameter.argument)
        case "-", "=": return value ?? variables.text(parameter.argument)
        case ":+", "+": return value.flatMap { $0.isEmpty ? "" : variables.text(parameter.argument) }
        case ":?", "?": return value
        case "%", "%%", "#", "##":
            guard let value, let pattern = variables.text(parameter.argument) else { return nil }
            return trimmed(value, pattern, parameter.operation)
        case "length": return value?.unicodeScalars.count.description
        default: return nil
        }
    }

    private static func value(_ name: String, _ variables: Variables) -> String? {
        if let index = Int(name), index > 0 {
            return variables.arguments.count >= index ? variables.arguments[index - 1] : nil
        }
        switch name {
        case "@", "*": return variables.arguments.joined(separator: " ")
        case "#": return variables.arguments.count.description
        default: return variables.values[name]
        }
    }

    /// The value without the shortest or longest part at its end or beginning that the pattern fits.
    private static func trimmed(_ value: String, _ pattern: String, _ operation: String) -> String? {
        let bytes = Array(value.utf8)
        let pattern = Array(pattern.utf8)
        guard bytes.count <= 512, pattern.count <= 64 else { return nil }
        let lengths = operation.utf8.count == 2 ? Array((0...bytes.count).reversed()) : Array(0...bytes.count)
        for length in lengths {
            if operation.utf8.first == UInt8(ascii: "%") {
                if Glob.fits(bytes.suffix(length), pattern) {
                    return String(decoding: bytes.dropLast(length), as: UTF8.self)
                }
            } else if Glob.fits(bytes.prefix(length), pattern) {
                return String(decoding: bytes.dropFirst(length), as: UTF8.self)
            }
        }
        return value
    }
}
