/// A place in a JSON value (RFC 6901): the keys and indexes that lead to it from the root.
public struct JSONPointer: Hashable, Sendable {
    /// Keys and indexes, unescaped; empty for the whole value.
    public var tokens: [String]

    /// The place that these keys and indexes lead to; without any, the whole value.
    public init(tokens: [String] = []) {
        self.tokens = tokens
    }

    /// Reads `/spec/containers/0`, where `~1` stands for `/` and `~0` for `~`.
    ///
    /// Throws when it neither is empty nor begins with `/`, and on a `~` before anything else.
    public init(_ text: String) throws(PatchError) {
        // Bytes, not characters: a "/" before a combining mark is part of another character.
        guard let first = text.utf8.first else {
            tokens = []
            return
        }
        guard first == Ascii.slash else { throw PatchError("the path \"\(text)\" does not begin with \"/\"") }
        tokens = []
        for part in text.utf8.dropFirst().split(separator: Ascii.slash, omittingEmptySubsequences: false) {
            guard let token = JSONPointer.unescaped(part) else {
                throw PatchError("the path \"\(text)\" has a \"~\" that neither 0 nor 1 follows")
            }
            tokens.append(token)
        }
    }

    /// As RFC 6901 writes it: `/metadata/annotations/example.com~1name`.
    public var text: String {
        var bytes: [UInt8] = []
        for token in tokens {
            bytes.append(Ascii.slash)
            for byte in token.utf8 {
                switch byte {
                case Ascii.tilde: bytes += [Ascii.tilde, Ascii.zero]
                case Ascii.slash: bytes += [Ascii.tilde, Ascii.zero + 1]
                default: bytes.append(byte)
                }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The value of a key in the mapping that stands here.
    public func appending(_ key: String) -> JSONPointer {
        JSONPointer(tokens: tokens + [key])
    }

    /// The item of the list that stands here, counted from 0.
    public func appending(_ index: Int) -> JSONPointer {
        appending(String(index))
    }

    /// Whether the other place is this one or inside it. Not by `==`, for which é in one code point and in two is one.
    func holds(_ other: JSONPointer) -> Bool {
        tokens.count <= other.tokens.count && zip(tokens, other.tokens).allSatisfy { $0.hasSameBytes(as: $1) }
    }

    private static func unescaped(_ part: Substring.UTF8View) -> String? {
        var bytes: [UInt8] = []
        var isEscape = false
        for byte in part {
            if isEscape {
                switch byte {
                case Ascii.zero: bytes.append(Ascii.tilde)
                case Ascii.zero + 1: bytes.append(Ascii.slash)
                default: return nil
                }
                isEscape = false
            } else if byte == Ascii.tilde {
                isEscape = true
            } else {
                bytes.append(byte)
            }
        }
        return isEscape ? nil : String(decoding: bytes, as: UTF8.self)
    }
}

extension Ascii {
    fileprivate static let slash: UInt8 = 0x2F
    fileprivate static let tilde: UInt8 = 0x7E
}
