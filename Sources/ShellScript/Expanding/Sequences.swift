/// Lists of numbers that scripts count with.
enum Sequences {
    /// `seq 30`, `seq 1 30`, `seq 0 2 60`; `nil` for another command, or too many.
    static func counted(_ words: [String]) -> [String]? {
        guard words.first == "seq" else { return nil }
        let numbers = words.dropFirst().filter { !$0.hasPrefix("-w") }.map { Int($0) }
        guard (1...3).contains(numbers.count), !numbers.contains(where: { $0 == nil }) else { return nil }
        let known = numbers.compactMap { $0 }
        switch known.count {
        case 1: return list(1, 1, known[0])
        case 2: return list(known[0], 1, known[1])
        default: return list(known[0], known[1], known[2])
        }
    }

    /// `{1..30}`, `{a,b}`; `nil` when the word is none.
    static func braces(_ word: String) -> [String]? {
        let bytes = Array(word.utf8)
        guard bytes.count > 2, bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}") else { return nil }
        let inner = String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
        if inner.contains("{") { return nil }
        if inner.contains(",") { return inner.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let parts = inner.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 || parts.count == 5, parts[1].isEmpty, let from = Int(parts[0]), let to = Int(parts[2])
        else { return nil }
        if parts.count == 5 {
            guard parts[3].isEmpty, let step = Int(parts[4]) else { return nil }
            return list(from, step, to)
        }
        return list(from, from <= to ? 1 : -1, to)
    }

    private static func list(_ from: Int, _ step: Int, _ to: Int) -> [String]? {
        guard step != 0, abs(from) < 1 << 30, abs(to) < 1 << 30, abs(step) < 1 << 30 else { return nil }
        guard (to - from) / step <= Variables.mostFields * 10 else { return nil }
        return Array(stride(from: from, through: to, by: step)).map(\.description)
    }
}
