import ShellScript
import Testing

@Suite struct StructureTests {
    /// The shape of a script in a few letters.
    private func shape(_ statements: [Statement]) -> String {
        statements.map { statement in
            var text = shape(statement.first)
            for part in statement.rest { text += (part.joint == .and ? "&&" : "||") + shape(part.pipeline) }
            return text + (statement.isBackground ? "&" : "")
        }.joined(separator: ";")
    }

    private func shape(_ pipeline: Pipeline) -> String {
        (pipeline.isNegated ? "!" : "") + pipeline.commands.map(shape).joined(separator: "|")
    }

    private func shape(_ command: Command) -> String {
        switch command.kind {
        case .simple(let simple):
            (simple.assignments.map { $0.name + "=" } + simple.words.map { $0.literal ?? "$" }).joined(separator: ",")
        case .loop(let loop):
            (loop.isUntil ? "until[" : "while[") + shape(loop.condition) + "][" + shape(loop.body) + "]"
        case .forLoop(let loop):
            "for \(loop.name)(\(loop.words.map { $0.count.description } ?? "args"))[" + shape(loop.body) + "]"
        case .conditional(let conditional):
            "if" + conditional.branches.map { "[" + shape($0.condition) + "][" + shape($0.body) + "]" }.joined()
                + (conditional.otherwise.map { "else[" + shape($0) + "]" } ?? "")
        case .choice(_, let branches): "case" + branches.map { "[" + shape($0) + "]" }.joined()
        case .group(let statements): "{" + shape(statements) + "}"
        case .subshell(let statements): "(" + shape(statements) + ")"
        case .function(let name, let body): name + "(){" + shape(body) + "}"
        case .arithmetic(let text): "((" + text + "))"
        case .unknown: "?"
        }
    }

    @Test(arguments: [
        ("a; b\nc", "a;b;c"),
        ("a && b || ! c & d", "a&&b||!c&;d"),
        ("a | b |& c", "a|b|c"),
        ("A=1 B=$x c d", "A=,B=,c,d"),
        ("until a; do b; done", "until[a][b]"),
        ("while a\ndo\n b\n c\ndone; d", "while[a][b;c];d"),
        ("for i in a b c; do x; done", "for i(3)[x]"),
        ("for i; do x; done", "for i(args)[x]"),
        ("for ((i=0;i<3;i++)); do x; done", "for (args)[x]"),
        ("if a; then b; elif c; then d; else e; fi", "if[a][b][c][d]else[e]"),
        ("case $x in a|b) c;; (d) ;; *) e; f ;; esac; g", "case[c][][e;f];g"),
        ("{ a; b; }; (c; d) && e", "{a;b};(c;d)&&e"),
        ("f() { a; }; function g { b; }; f g", "f(){a};g(){b};f,g"),
        ("(( i++ )); a", "(( i++ ));a"),
        ("a # b; c\nd", "a;d"),
        ("cat <<EOF; a\nnot; a $command\nEOF\nb", "cat;a;b"),
        ("cat <<A <<-B\n1\nA\n2\n\tB\nb", "cat;b"),
        ("[[ a && b || c ]] && d", "[[,a,&&,b,||,c,]]&&d"),
        ("a >/dev/null 2>&1 </x", "a"),
        ("while read l; do a; done < <(b)", "while[read,l][a]"),
        ("echo done if then", "echo,done,if,then"),
        ("a \\\n  b", "a,b"),
        ("until a; do b", "?"),
        ("a; ) b", "a;?;b"),
        ("done; a", "?;a"),
        ("if a; then", "?"),
        ("", ""),
        ("# only words", ""),
    ])
    func scriptsAreTakenApart(_ text: String, _ expected: String) {
        #expect(shape(Script(text).statements) == expected)
    }

    @Test func rangesAreThoseOfTheText() {
        let script = Script("set -e\nuntil nc -z a 1; do sleep 1; done >/dev/null && exec app # run\n")
        #expect(
            script.statements.map { script.text($0.range) } == [
                "set -e", "until nc -z a 1; do sleep 1; done >/dev/null && exec app",
            ])
        #expect(script.statements.last?.rest.first.map { script.text($0.pipeline.range) } == "exec app")
    }

    @Test func redirectionsAreKept() {
        let script = Script("a 2>>x &>y <<'E' <<<z\nb\nE\n")
        let all = script.statements.first?.first.commands.first?.redirections ?? []
        #expect(all.map(\.symbol) == [">>", "&>", "<<", "<<<"])
        #expect(all.map(\.descriptor) == ["2", nil, nil, nil])
        #expect(all.map(\.target.literal) == ["x", "y", "E", "z"])
        #expect(all[2].hereDocument == "b\n")
    }

    @Test func substitutionsAreReadWhereTheyStand() {
        let text = "x=\"a$(b \"c\" | d)e\" y=`f \\`g\\``"
        let script = Script(text)
        guard case .simple(let command)? = script.statements.first?.first.commands.first?.kind else {
            Issue.record("no command")
            return
        }
        guard case .command(let inner, true)? = command.assignments.first?.value?.pieces.dropFirst().first else {
            Issue.record("no substitution")
            return
        }
        #expect(shape(inner) == "b,c|d")
        #expect(inner.first.map { script.text($0.range) } == "b \"c\" | d")
        guard case .command(let back, false)? = command.assignments.last?.value?.pieces.first else {
            Issue.record("no backquotes")
            return
        }
        #expect(shape(back) == "f,$")
    }
}
