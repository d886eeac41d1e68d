import Probing

/// The arguments of a command, taken apart as getopt does.
struct Arguments {
    /// What is no option, in order.
    var operands: [String] = []
    /// What stands behind `--`; empty when there is none.
    var command: [String] = []
    private var options: [(name: String, value: String?)] = []

    /// - Parameters:
    ///   - valued: the options that take the next word, when none is attached.
    ///   - hasLongDash: whether `-wait` is one option, as Go's programs have it, rather than four.
    ///   - stopsAtOperand: whether the first operand begins another command.
    init(_ words: some Sequence<String>, valued: Set<String>, hasLongDash: Bool = false, stopsAtOperand: Bool = false) {
        var rest = Array(words)[...]
        while let word = rest.popFirst() {
            if word == "--" {
                command = Array(rest)
                return
            }
            guard word.hasPrefix("-"), word.utf8.count > 1 else {
                if stopsAtOperand {
                    command = [word] + rest
                    return
                }
                operands.append(word)
                continue
            }
            if word.hasPrefix("--") || hasLongDash {
                if let equals = word.firstIndex(of: "=") {
                    options.append((String(word[..<equals]), String(word[word.index(after: equals)...])))
                } else {
                    options.append((word, valued.contains(word) ? rest.popFirst() : nil))
                }
                continue
            }
            var letters = word.dropFirst()
            while let letter = letters.popFirst() {
                let name = "-" + String(letter)
                if valued.contains(name) {
                    let attached = letters.first == "=" ? letters.dropFirst() : letters
                    options.append((name, attached.isEmpty ? rest.popFirst() : String(attached)))
                    break
                }
                options.append((name, nil))
            }
        }
    }

    func has(_ names: String...) -> Bool { options.contains { names.contains($0.name) } }

    /// The last value given under one of the names.
    func value(_ names: String...) -> String? { options.last { names.contains($0.name) && $0.value != nil }?.value }

    func values(_ names: String...) -> [String] { options.filter { names.contains($0.name) }.compactMap(\.value) }

    /// The last such value as a time, in seconds when it has no unit.
    func time(_ names: String...) -> Milliseconds? {
        options.last { names.contains($0.name) && $0.value != nil }?.value.flatMap { TimeWords.milliseconds($0) }
    }
}
