/// One part of a glob, between slashes: `*`, `?`, `[a-z]`, `[!a-z]` and `\` as POSIX has them (XCU 2.14).
struct GlobPattern {
    private enum Token {
        case literal(Unicode.Scalar)
        case one
        case some
        case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)
    }

    private let tokens: [Token]

    /// Reads the text. There is no wrong pattern: a bracket that is not closed is a bracket.
    init(_ text: String) {
        var rest = Substring(text).unicodeScalars
        var tokens: [Token] = []
        while let scalar = rest.popFirst() {
            switch scalar {
            case "*": tokens.append(.some)
            case "?": tokens.append(.one)
            case "[": tokens.append(Self.set(&rest) ?? .literal("["))
            case "\\": tokens.append(.literal(rest.popFirst() ?? "\\"))
            default: tokens.append(.literal(scalar))
            }
        }
        self.tokens = tokens
    }

    /// The one name that it matches, if it holds no wildcard.
    var literal: String? {
        var text = String.UnicodeScalarView()
        for token in tokens {
            guard case .literal(let scalar) = token else { return nil }
            text.append(scalar)
        }
        return String(text)
    }

    /// Whether its end decides which files are meant: `*.txt` does, `*` does not.
    var endsLiterally: Bool {
        if case .literal = tokens.last { return true }
        return false
    }

    /// Whether a whole name matches. A dot at the start is only matched by a dot.
    func matches(_ name: String) -> Bool {
        let name = Array(name.unicodeScalars)
        if name.first == "." {
            guard case .literal(".") = tokens.first else { return false }
        }
        var token = 0
        var place = 0
        // Only the last star has to be tried again: what an earlier one could take more, this one can as well.
        var retry: (token: Int, place: Int)?
        while place < name.count {
            if token < tokens.count, case .some = tokens[token] {
                retry = (token, place)
                token += 1
            } else if token < tokens.count, Self.fits(tokens[token], name[place]) {
                token += 1
                place += 1
            } else if let last = retry {
                retry = (last.token, last.place + 1)
                token = last.token + 1
                place = last.place + 1
            } else {
                return false
            }
        }
        return tokens[token...].allSatisfy { if case .some = $0 { true } else { false } }
    }

    private static func fits(_ token: Token, _ scalar: Unicode.Scalar) -> Bool {
        switch token {
        case .literal(let wanted): wanted == scalar
        case .one: true
        case .some: false
        case .set(let ranges, let isNegated): ranges.contains { $0.contains(scalar) } != isNegated
        }
    }

    /// What follows an opening bracket, consumed if it is closed.
    private static func set(_ rest: inout Substring.UnicodeScalarView) -> Token? {
        var text = rest
        let isNegated = text.first == "!" || text.first == "^"
        if isNegated { text.removeFirst() }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        var isFirst = true
        while var low = text.popFirst() {
            if low == "]", !isFirst {
                rest = text
                return .set(ranges, isNegated: isNegated)
            }
            isFirst = false
            if low == "\\" {
                guard let escaped = text.popFirst() else { return nil }
                low = escaped
            }
            var high = low
            let ahead = text.dropFirst()
            if text.first == "-", let end = ahead.first, end != "]" {
                text = ahead.dropFirst()
                high = end
            }
            // A range that runs backwards holds nothing.
            if low <= high { ranges.append(low...high) }
        }
        return nil
    }
}
