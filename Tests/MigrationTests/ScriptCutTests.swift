import Testing

@testable import Migration

struct ScriptCutTests {
    /// What is between «» goes.
    @Test(arguments: [
        ("«until nc -z db 1; do sleep 1; done»; exec app", "exec app"),
        ("«until nc -z db 1; do sleep 1; done» && exec app", "exec app"),
        ("set -e\n«until x; do\n  sleep 1\ndone»\nexec app\n", "set -e\nexec app\n"),
        ("set -e\n  «until x; do sleep 1; done»\n  exec app\n", "set -e\n  exec app\n"),
        ("cd /app && «wait-for db» && exec app", "cd /app && exec app"),
        ("migrate && «until x; do sleep 1; done»", "migrate"),
        ("migrate; «until x; do sleep 1; done»\n", "migrate\n"),
        ("«a»; «b»; exec app", "exec app"),
    ])
    func separatorsGoWithWhatTheySeparate(_ marked: String, _ expected: String) {
        var ranges: [Range<Int>] = []
        var script = ""
        var start = 0
        for character in marked {
            switch character {
            case "«": start = script.utf8.count
            case "»": ranges.append(start..<script.utf8.count)
            default: script.append(character)
            }
        }
        #expect(ScriptCut.removing(ranges, from: script) == expected)
    }

    @Test func nothingLeftIsNoScript() {
        #expect(ScriptCut.removing([0..<5], from: "sleep") == nil)
    }
}
