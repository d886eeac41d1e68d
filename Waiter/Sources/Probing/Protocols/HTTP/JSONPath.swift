/// Where to look in a JSON text: `status`, `items[0].name`, `components["a.b"].status`, `[0]`.
public struct JSONPath: Equatable, Sendable {
    enum Step: Equatable, Sendable {
        case name([UInt8])
        case index(Int)
    }

    let steps: [Step]
    /// The path as it was given.
    let text: [UInt8]

    /// Parses a path; nil where it is empty, malformed or deeper than a reader goes.
    ///
    /// Names are separated by dots and must not be empty; `["…"]` takes any name, with `\"` and `\\` as escapes.
    public init?(_ text: String) {
        let bytes = [UInt8](text.utf8)
        var steps: [Step] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x5B {
                index += 1
                guard let step = Self.bracketed(bytes, &index) else { return nil }
                steps.append(step)
                continue
            }
            if !steps.isEmpty {
                guard bytes[index] == 0x2E else { return nil }
                index += 1
            }
            let start = index
            while index < bytes.count, ![0x2E, 0x5B, 0x5D, 0x22].contains(bytes[index]) { index += 1 }
            guard index > start else { return nil }
            steps.append(.name([UInt8](bytes[start..<index])))
        }
        guard !steps.isEmpty, steps.count <= JSONPathReader.depthLimit else { return nil }
        self.steps = steps
        self.text = bytes
    }

    /// Reads `0]` or `"name"]` behind an opening bracket.
    static func bracketed(_ bytes: [UInt8], _ index: inout Int) -> Step? {
        guard index < bytes.count else { return nil }
        guard bytes[index] == 0x22 else {
            guard let end = bytes[index...].firstIndex(of: 0x5D) else { return nil }
            guard let number = HTTPBytes.decimal(bytes[index..<end]) else { return nil }
            index = end + 1
            return .index(number)
        }
        var name: [UInt8] = []
        index += 1
        while index < bytes.count, bytes[index] != 0x22 {
            if bytes[index] == 0x5C {
                index += 1
                guard index < bytes.count, bytes[index] == 0x22 || bytes[index] == 0x5C else { return nil }
            }
            name.append(bytes[index])
            index += 1
        }
        guard index + 1 < bytes.count, bytes[index + 1] == 0x5D else { return nil }
        index += 2
        return .name(name)
    }
}
