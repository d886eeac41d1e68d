/// Any JSON, for comparing objects whole. Numbers are doubles: what is compared here has none beyond 2^53.
package enum JSONValue: Codable, Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let bool = try? container.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let string = try? container.decode(String.self) {
            self = .string(string)
        } else if let array = try? container.decode([JSONValue].self) {
            self = .array(array)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let bool): try container.encode(bool)
        case .number(let number): try container.encode(number)
        case .string(let string): try container.encode(string)
        case .array(let array): try container.encode(array)
        case .object(let object): try container.encode(object)
        }
    }

    /// The value of a key, or nil where this is no object or has none.
    package subscript(_ key: String) -> JSONValue? {
        if case .object(let object) = self { object[key] } else { nil }
    }

    /// The text, where it is one.
    package var text: String? { if case .string(let string) = self { string } else { nil } }

    /// The elements, where it is an array.
    package var elements: [JSONValue] { if case .array(let array) = self { array } else { [] } }

    /// The paths (`/spec/containers/0/name`) at which two values differ, in order.
    package func differences(from other: JSONValue, at path: String = "") -> [String] {
        switch (self, other) {
        case (.object(let one), .object(let two)):
            Set(one.keys).union(two.keys).sorted().flatMap { key in
                (one[key] ?? .null).differences(from: two[key] ?? .null, at: path + "/" + key)
            }
        case (.array(let one), .array(let two)) where one.count == two.count:
            zip(one, two).enumerated().flatMap { $1.0.differences(from: $1.1, at: "\(path)/\($0)") }
        default:
            self == other ? [] : [path.isEmpty ? "/" : path]
        }
    }
}
