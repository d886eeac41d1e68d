/// Collects a body of at most 1 MiB.
struct HTTPBodyReader: Sendable {
    enum Outcome {
        case more
        case complete
        case failed(String)
    }

    enum State {
        case sized(Int)
        case untilClose
        case chunkSize
        case chunkData(Int)
        case chunkEnd
        case trailers(Int)
        case broken(String)
    }

    static var limit: Int { 1 << 20 }
    static var chunkLineLimit: Int { 4096 }
    static var trailersLimit: Int { 1 << 16 }
    static var tooLarge: State { .broken("the body is larger than 1 MiB") }
    static var malformed: State { .broken("the chunked body is malformed") }

    var state: State
    var content: [UInt8] = []
    var line = HTTPLine()

    init(_ framing: HTTPResponseHead.Framing) {
        switch framing {
        case .length(let length): state = length > Self.limit ? Self.tooLarge : .sized(length)
        case .chunked: state = .chunkSize
        case .untilClose: state = .untilClose
        case .unreadable(let message): state = .broken(message)
        }
    }

    mutating func read(_ bytes: ArraySlice<UInt8>) -> Outcome {
        var rest = bytes
        while true {
            switch state {
            case .broken(let message): return .failed(message)
            case .sized(0): return .complete
            case .sized(let missing):
                guard let taken = move(missing, from: &rest) else { return .more }
                state = .sized(missing - taken)
            case .untilClose:
                guard !rest.isEmpty else { return .more }
                if move(Self.limit - content.count, from: &rest) == nil { state = Self.tooLarge }
            case .chunkData(0): state = .chunkEnd
            case .chunkData(let missing):
                guard let taken = move(missing, from: &rest) else { return .more }
                state = .chunkData(missing - taken)
            case .chunkSize, .chunkEnd, .trailers:
                switch line.take(&rest, limit: Self.chunkLineLimit) {
                case .more: return .more
                case .tooLong: state = Self.malformed
                case .line(let text):
                    guard let next = next(after: text) else { return .complete }
                    state = next
                }
            }
        }
    }

    /// What the end of the stream means: only a body without framing may end with it (RFC 9112 section 8).
    func closed() -> Outcome {
        switch state {
        case .untilClose, .sized(0): .complete
        case .broken(let message): .failed(message)
        case .sized(let missing):
            .failed("the body is truncated: \(content.count) of \(content.count + missing) bytes")
        default: .failed("the body is truncated after \(content.count) bytes")
        }
    }

    /// Keeps at most `count` bytes and says how many; nil where there are none to keep.
    mutating func move(_ count: Int, from rest: inout ArraySlice<UInt8>) -> Int? {
        let part = rest.prefix(count)
        guard !part.isEmpty else { return nil }
        content += part
        rest = rest.dropFirst(part.count)
        return part.count
    }

    /// The state behind a line of the chunked coding (RFC 9112 section 7.1); nil at its end.
    func next(after text: [UInt8]) -> State? {
        switch state {
        case .chunkEnd: return text.isEmpty ? .chunkSize : Self.malformed
        case .trailers(let length):
            if text.isEmpty { return nil }
            let sum = length + line.taken
            return sum > Self.trailersLimit ? Self.malformed : .trailers(sum)
        default:
            guard let size = Self.chunkSize(text) else { return Self.malformed }
            if size > Self.limit - content.count { return Self.tooLarge }
            return size == 0 ? .trailers(0) : .chunkData(size)
        }
    }

    /// `chunk-size` with its ignored extensions (RFC 9112 section 7.1.1); a size beyond the limit is only known so.
    static func chunkSize(_ text: [UInt8]) -> Int? {
        let digits = HTTPBytes.trim(text[..<(text.firstIndex(of: 0x3B) ?? text.endIndex)])
        guard !digits.isEmpty else { return nil }
        var size = 0
        for byte in digits {
            guard let digit = HTTPBytes.hexDigit(byte) else { return nil }
            size = min(size << 4 | digit, limit + 1)
        }
        return size
    }
}
