import Probing

/// A shell that is given its script as an argument.
struct NestedShell {
    /// The script.
    var text: String
    /// Which word it is.
    var index: Int
    /// Whether the first failure ends it (`-e`).
    var stopsAtFailure: Bool
    /// What `timeout` before it allows; `nil` without.
    var limit: Milliseconds?

    private static let shells: Set<String> = ["sh", "bash", "ash", "dash", "ksh", "zsh"]
    private static let wrappers: Set<String> = [
        "exec", "env", "tini", "dumb-init", "busybox", "sudo", "nohup", "time", "command", "--", "-g", "-s",
    ]

    /// Reads `sh -c SCRIPT`, `bash -ec SCRIPT`, `/bin/sh -e -c -- SCRIPT`, `timeout 60 sh -c SCRIPT`.
    static func script(_ words: [String]) -> NestedShell? {
        var index = 0
        var limit: Milliseconds?
        while index < words.count {
            let name = CheckReader.baseName(words[index])
            if name == "timeout" {
                index += 1
                while index < words.count, words[index].hasPrefix("-") {
                    index += ["-s", "-k"].contains(words[index]) ? 2 : 1
                }
                guard index < words.count else { return nil }
                limit = TimeWords.milliseconds(words[index])
                index += 1
            } else if wrappers.contains(name) {
                index += 1
            } else {
                break
            }
        }
        guard index < words.count, shells.contains(CheckReader.baseName(words[index])) else { return nil }
        index += 1
        var hasScript = false
        var stops = false
        while index < words.count, words[index].hasPrefix("-") || words[index].hasPrefix("+") {
            let word = words[index]
            if word == "--" {
                index += 1
                break
            }
            if word == "-o" || word == "+o" {
                index += 1
                if index < words.count, word == "-o", words[index] == "errexit" { stops = true }
            } else if !word.hasPrefix("--"), word.hasPrefix("-") {
                hasScript = hasScript || word.contains("c")
                stops = stops || word.contains("e")
                // `-euo pipefail -c`
                if word.contains("o") { index += 1 }
            }
            index += 1
        }
        if index < words.count, words[index] == "--" { index += 1 }
        guard hasScript, index < words.count else { return nil }
        return NestedShell(text: words[index], index: index, stopsAtFailure: stops, limit: limit)
    }
}
