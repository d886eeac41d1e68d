// Fuzzes the parser of shell scripts, and what its words mean. Compiled into one module with the sources of ShellScript
// (Scripts/fuzz.sh).

/// libFuzzer's entry.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = UnsafeBufferPointer(start: data, count: count)
    let script = Script(String(decoding: bytes, as: UTF8.self))
    var variables = Variables(["HOST": "db", "PORT": "5432", "LIST": "a b c"])
    walk(script.statements, script, &variables)
    return 0
}

/// Every piece has to lie in the script, and every word has to have an end.
private func walk(_ statements: [Statement], _ script: Script, _ variables: inout Variables) {
    for statement in statements {
        precondition(!script.text(statement.range).utf8.isEmpty || statement.range.isEmpty)
        for pipeline in [statement.first] + statement.rest.map(\.pipeline) {
            for command in pipeline.commands {
                guard case .simple(let simple) = command.kind else { continue }
                for assignment in simple.assignments { variables.assign(assignment) }
                _ = variables.fields(simple.words)
                for word in simple.words {
                    _ = variables.text(word)
                    _ = word.literal
                }
            }
        }
    }
}
