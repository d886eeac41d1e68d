import ShellScript
import Testing

@Suite struct LiteralTests {
    /// The words of a script that is one command, with `nil` for what is not known.
    private func words(_ script: String, _ variables: [String: String] = [:]) -> [String?] {
        let parsed = Script(script)
        guard case .simple(let command)? = parsed.statements.first?.first.commands.first?.kind else { return [] }
        let table = Variables(variables)
        return command.words.map { table.text($0) }
    }

    @Test(arguments: [
        ("a b  c", ["a", "b", "c"]),
        ("a 'b c' \"d e\"", ["a", "b c", "d e"]),
        (#"a\ b "\$x" '\n' $'\n'"#, ["a b", "$x", "\\n", "\n"]),
        ("a\\\nb c", ["ab", "c"]),
        ("curl http://x/y?a=b&", ["curl", "http://x/y?a=b"]),
        ("echo a#b # c", ["echo", "a#b"]),
        ("nc -z $HOST ${PORT}", ["nc", "-z", "db", "5432"]),
        ("nc ${HOST:-x} ${OTHER:-80} \"${HOST}:$PORT\"", ["nc", "db", "80", "db:5432"]),
        ("x ${URL##*:} ${URL%:*} ${URL%%:*} ${#HOST}", ["x", "1", "tcp://db", "tcp", "2"]),
        ("x $((PORT + 2 * ($PORT - 1)))", ["x", "16294"]),
        ("[ -f /x ]", ["[", "-f", "/x", "]"]),
        ("[[ $HOST == \"db\" && -n a ]]", ["[[", "db", "==", "db", "&&", "-n", "a", "]]"]),
    ])
    func wordsAreKnown(_ script: String, _ expected: [String]) {
        #expect(words(script, ["HOST": "db", "PORT": "5432", "URL": "tcp://db:1"]) == expected)
    }

    @Test(arguments: ["$X", "`date`", "$(date)", "${X}", "a$(b)c", "\"$X\"", "${!X}", "'open", "\"open", "$(open"])
    func whatTheShellExpandsIsNotLiteral(_ word: String) {
        #expect(words("echo " + word).last == .some(nil))
    }
}
