/// A command as rules look at it: one program with its arguments, also where a shell is only the way to call it.
struct SimpleCommand {
    /// The program and its arguments.
    let words: [String]

    /// The command that an exec hook or a container runs. `nil` for a script of more than one command: what that does
    /// takes more than words to see.
    init?(_ command: [String]) {
        guard let script = SimpleCommand.script(of: command) else {
            words = command
            return
        }
        guard !script.contains(where: { SimpleCommand.operators.contains($0) }) else { return nil }
        let words = script.split(whereSeparator: \.isWhitespace).map(String.init)
        self.words = words.first == "exec" ? Array(words.dropFirst()) : words
    }

    /// The program without its folder.
    var program: String { SimpleCommand.base(words.first ?? "") }

    /// The seconds of a `sleep`; `nil` for any other program, and for an argument that no shell has evaluated yet.
    var sleepSeconds: Int? {
        guard program == "sleep", words.count == 2 else { return nil }
        return SimpleCommand.seconds(words[1])
    }

    /// What a shell is given to run, if the command is one.
    static func script(of command: [String]) -> String? {
        guard let first = command.first, shells.contains(base(first)),
            let index = command.dropFirst().firstIndex(where: { $0.hasPrefix("-") && $0.hasSuffix("c") }),
            index + 1 < command.count
        else { return nil }
        return command[index + 1]
    }

    /// Whether the command is a shell, with a script of its own or one from a file.
    static func isShell(_ command: [String]) -> Bool { command.first.map { shells.contains(base($0)) } ?? false }

    /// `30`, `30s`, `2m`, `1h`, as coreutils and busybox read them.
    static func seconds(_ text: some StringProtocol) -> Int? {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600]
        let unit = text.last.flatMap { units[$0] }
        guard let number = Int(unit == nil ? String(text) : String(text.dropLast())), (0...1_000_000).contains(number)
        else { return nil }
        return number * (unit ?? 1)
    }

    private static func base(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    private static let shells: Set<String> = ["sh", "bash", "ash", "dash", "zsh", "ksh", "busybox"]
    private static let operators: Set<Character> = [";", "|", "&", "<", ">", "$", "(", "`", "\n", "{"]
}
