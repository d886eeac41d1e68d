/// What `kubectl create -f - -v=6` said of many objects: which exist now, which do not, and how long each request took.
package struct CreationLog: Sendable {
    /// Names of what was created.
    package var created: Set<String> = []
    /// Names that were there already: on a second try, created with the answer lost.
    package var existing: Set<String> = []
    /// What else was said, without kubectl's own log, one line each.
    package var complaints: [String] = []
    /// Seconds of each POST that was answered, in the order of the answers.
    package var seconds: [Double] = []

    package init() {}

    /// Takes both outputs of one process.
    package mutating func take(output: String, log: String) {
        for line in output.split(separator: "\n") where line.hasSuffix(" created") {
            created.insert(Self.name(line.dropLast(" created".count)))
        }
        for line in log.split(separator: "\n") {
            if let time = Self.postSeconds(line) {
                seconds.append(time)
            } else if line.contains("AlreadyExists"), let quoted = Self.quoted(line) {
                existing.insert(quoted)
            } else if !Self.isKlog(line) {
                complaints.append(String(line))
            }
        }
    }

    /// `pod/x` → `x`.
    private static func name(_ text: Substring) -> String {
        String(text.split(separator: "/").last.map(String.init) ?? String(text))
    }

    /// The name in `Error from server (AlreadyExists): … pods "x" already exists`.
    private static func quoted(_ line: Substring) -> String? {
        let parts = line.split(separator: "\"")
        guard let index = parts.firstIndex(where: { $0.hasPrefix(" already exists") }), index > 0 else { return nil }
        return String(parts[index - 1])
    }

    /// `I1125 22:00:00.1 7 round_trippers.go:560] POST https://… 201 Created in 12 milliseconds` → 0.012.
    /// 1.33 and later write `"Response" verb="POST" … milliseconds=12`.
    private static func postSeconds(_ line: Substring) -> Double? {
        guard line.contains("round_trippers") else { return nil }
        let words = line.split(separator: " ")
        if line.contains("] POST "), words.last == "milliseconds", words.count > 2 {
            return Double(words[words.count - 2]).map { $0 / 1000 }
        }
        guard line.contains("verb=\"POST\""), let word = words.first(where: { $0.hasPrefix("milliseconds=") }) else {
            return nil
        }
        return Double(word.dropFirst("milliseconds=".count)).map { $0 / 1000 }
    }

    /// A line of kubectl's log: a letter, four digits of the date.
    private static func isKlog(_ line: Substring) -> Bool {
        guard let first = line.first, "IWE".contains(first) else { return false }
        return line.dropFirst().prefix(4).allSatisfy(\.isNumber) && line.count > 5
    }
}
