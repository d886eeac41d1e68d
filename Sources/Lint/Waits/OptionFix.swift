import HandWritten
import Manifests
import ShellScript
import Topology

/// Gives the calls of a tool in a hand-written wait an option that they lack.
enum OptionFix {
    /// An option of a tool.
    struct Option {
        /// The tool's own names.
        var tools: Set<String>
        /// What is written behind the tool's name, a word each.
        var words: [String]
        /// Long options that say the same, or the contrary; with them a call is left alone.
        var long: [String]
        /// The letters of such short options.
        var short: Set<Character>
    }

    /// The change of the wait's text. `nil` when nothing in it can be changed for sure: the tool is called in a script
    /// within quotes. Options that come from a variable stand behind, and win.
    static func change(_ option: Option, in written: WrittenWait) -> Change? {
        guard written.wait.scriptIndex != nil else { return insertion(option, written) }
        guard keepsItsLines(written.node) else { return nil }
        let text = written.node.text
        guard let range = written.wait.definition ?? written.wait.range else { return nil }
        let script = Script(text)
        guard script.isWhole else { return nil }
        var places: [Int] = []
        for call in ScriptCalls(script).calls where option.tools.contains(call.name) {
            let place = call.program.range
            guard place.lowerBound >= range.lowerBound, place.upperBound <= range.upperBound else { continue }
            if !has(option, call.arguments.compactMap(\.literal)) { places.append(place.upperBound) }
        }
        guard !places.isEmpty else { return nil }
        let addition = Array((" " + option.words.joined(separator: " ")).utf8)
        var bytes = script.bytes
        for place in Set(places).sorted(by: >) where place <= bytes.count {
            bytes.insert(contentsOf: addition, at: place)
        }
        return .replace(written.node, .string(String(decoding: bytes, as: UTF8.self)))
    }

    /// Whether the text can be written again as its author has laid it out: a literal block, or one line. Of others the
    /// lines would be joined.
    private static func keepsItsLines(_ scalar: Node) -> Bool {
        scalar.style == .literal || !scalar.source.bytes[scalar.range].contains(UInt8(ascii: "\n"))
    }

    /// Without a shell the options are items of the list.
    private static func insertion(_ option: Option, _ written: WrittenWait) -> Change? {
        guard let first = written.list.items.first, let program = written.argv.first, first.text == program,
            option.words.count == 1,
            option.tools.contains(program.split(separator: "/").last.map(String.init) ?? ""),
            !has(option, Array(written.argv.dropFirst()))
        else { return nil }
        return .insert(.string(option.words[0]), into: written.list, at: 1)
    }

    private static func has(_ option: Option, _ arguments: [String]) -> Bool {
        arguments.contains { argument in
            if argument.hasPrefix("--") {
                return option.long.contains { argument == $0 || argument.hasPrefix($0 + "=") }
            }
            // Letters that belong to another option's value make it left alone as well, which is the safe side.
            return argument.hasPrefix("-") && argument.dropFirst().contains { option.short.contains($0) }
        }
    }
}
