import Lint
import Manifests
import Testing

@testable import LintOutput

struct FindingTextTests {
    /// The two lines that quote the source.
    private func quoted(_ text: String, line: Int, column: Int) -> [String] {
        let result = Results.result([Results.finding("m", line: line, column: column)], text)
        return FindingText.render(result).split(separator: "\n").filter { $0.contains(" |") }.map(String.init)
    }

    @Test func theCaretStandsUnderThePlace() {
        #expect(quoted("a: 1\n  b: 2\n", line: 2, column: 6) == [" 2 |   b: 2", "   |      ^"])
        #expect(quoted("a: 1\r\nb: 2\r\n", line: 2, column: 1) == [" 2 | b: 2", "   | ^"])
        #expect(quoted("a: 1\rb: 2", line: 2, column: 4) == [" 2 | b: 2", "   |    ^"])
        // The mark at the start of the file is no column.
        #expect(quoted("\u{FEFF}a: 1", line: 1, column: 4) == [" 1 | a: 1", "   |    ^"])
        #expect(quoted("\ta: 1", line: 1, column: 2) == [" 1 |  a: 1", "   |  ^"])
    }

    @Test func wideAndCombiningCharactersMoveIt() {
        #expect(quoted("名: {a: 1}", line: 1, column: 4) == [" 1 | 名: {a: 1}", "   |     ^"])
        #expect(quoted("e\u{301}: x", line: 1, column: 5) == [" 1 | e\u{301}: x", "   |    ^"])
        #expect(quoted("🚀: x", line: 1, column: 4) == [" 1 | 🚀: x", "   |     ^"])
    }

    @Test func placesThatAreNotThereAreNotQuoted() {
        #expect(quoted("a: 1\n", line: 7, column: 1).isEmpty)
        #expect(quoted("a: 1\n\n", line: 2, column: 1).isEmpty)
        #expect(quoted("a: 1", line: 0, column: 1).isEmpty)
        #expect(quoted("a: 1", line: 1, column: 99) == [" 1 | a: 1", "   |     ^"])
    }

    @Test func ofALongLineOnlyThePartAroundIt() {
        let text = String(repeating: "é", count: 500) + "X" + String(repeating: "z", count: 500)
        let lines = quoted(text, line: 1, column: 501)
        #expect(
            lines[0] == " 1 | …" + String(repeating: "é", count: 60) + "X" + String(repeating: "z", count: 99) + "…")
        #expect(Array(lines[0])[lines[1].count - 1] == "X" && lines[1].last == "^")
    }

    @Test(arguments: [[1, 500, 501, 1000], [1000, 501, 1], [501, 9999, 502, 501]])
    func severalPlacesOnALongLine(_ columns: [Int]) {
        let letters = Array("abcdéfg名")
        let line = (0..<1000).map { String(letters[$0 % letters.count]) }.joined()
        var lines = SourceLines([Source(name: "a", text: "x\n" + line + "\ny")])
        for column in columns {
            let excerpt = lines.excerpt("a", Location(line: 2, column: column))
            var fresh = SourceLines([Source(name: "a", text: "x\n" + line + "\ny")])
            #expect(excerpt != nil && excerpt == fresh.excerpt("a", Location(line: 2, column: column)))
        }
        #expect(lines.excerpt("a", Location(line: 3, column: 1)) == SourceLines.Excerpt(text: "y", indent: 0))
    }

    @Test func nothingThatATerminalWouldObey() {
        let finding = Results.finding("a\u{1B}[31mb\nc\u{202E}", cure: "x\u{7}", file: "f\u{1B}.yaml")
        let text = FindingText.render(Results.result([finding], "\u{1B}[2J: 1", file: "f\u{1B}.yaml"))
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
        #expect(text.contains(": warning: a\u{FFFD}[31mb c\u{FFFD} [HF302"))
    }

    @Test func coloursOnlyWhenAsked() {
        let result = Results.result([Results.finding("m", severity: .error)], "a")
        #expect(!FindingText.render(result).contains("\u{1B}"))
        let coloured = FindingText.render(result, colour: true)
        #expect(coloured.contains("\u{1B}[1;31merror\u{1B}[0m"))
        let plain = coloured.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
        #expect(plain == FindingText.render(result))
    }

    @Test func aFindingWithoutACureHasItsRules() {
        let text = FindingText.render(Results.result([Results.finding("m", cure: "")], "a"))
        #expect(text.contains("    \(Results.rules[0].fix)\n"))
    }

    @Test func whatWasFixedIsNamed() {
        var result = Results.result([])
        result.fixed = [Results.finding("m", fix: Fix("ask often", []))]
        #expect(
            FindingText.render(result)
                == "a.yaml:1:1: fixed: ask often [HF302 sidecar-probe-period]\n1 fixed; no findings in 0 pods\n")
    }
}
