import Testing

@testable import Manifests

/// Differences of texts in unified form.
@Suite struct UnifiedDiffTests {
    /// Before, after, what GNU `diff -u --label a --label b` (3.8) prints below the two lines of names.
    static let goldens: [(String, String, String)] = [
        ("a\nb\nc\n", "a\nx\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"),
        ("", "a\n", "@@ -0,0 +1 @@\n+a\n"),
        ("a\n", "", "@@ -1 +0,0 @@\n-a\n"),
        ("", "a", "@@ -0,0 +1 @@\n+a\n\\ No newline at end of file\n"),
        ("a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"),
        ("a\n", "a", "@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n"),
        ("a\nb", "a\nc", "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"),
        (
            "a\nb", "a\nb\nc",
            "@@ -1,2 +1,3 @@\n a\n-b\n\\ No newline at end of file\n+b\n+c\n\\ No newline at end of file\n"
        ),
        ("a\r\nb\r\n", "a\r\nb\n", "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+b\n"),
        (
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\nx\n2\n3\n4\n5\n6\n7\n8\ny\n9\n",
            "@@ -1,4 +1,5 @@\n 1\n+x\n 2\n 3\n 4\n@@ -6,4 +7,5 @@\n 6\n 7\n 8\n+y\n 9\n"
        ),
        (
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\nx\n2\n3\n4\n5\n6\n7\ny\n8\n9\n",
            "@@ -1,9 +1,11 @@\n 1\n+x\n 2\n 3\n 4\n 5\n 6\n 7\n+y\n 8\n 9\n"
        ),
        ("a\na\na\n", "a\na\na\na\n", "@@ -1,3 +1,4 @@\n a\n a\n a\n+a\n"),
        ("a\nb\na\nb\n", "a\nb\na\nb\na\nb\n", "@@ -2,3 +2,5 @@\n b\n a\n b\n+a\n+b\n"),
        (
            "{\n  a\n}\n{\n  b\n}\n", "{\n  a\n}\n{\n  x\n}\n{\n  b\n}\n",
            "@@ -2,5 +2,8 @@\n   a\n }\n {\n+  x\n+}\n+{\n   b\n }\n"
        ),
        ("x\na\nb\nb\ny\n", "x\nb\ny\n", "@@ -1,5 +1,3 @@\n x\n-a\n-b\n b\n y\n"),
        (
            "spec:\n  containers:\n  - name: web\n    image: web\n    command: [run]\n",
            "spec:\n  initContainers:\n  - name: holdfast\n    image: holdfast\n  containers:\n  - name: web\n    image: web\n    command: [wait, --, run]\n",
            "@@ -1,5 +1,8 @@\n spec:\n+  initContainers:\n+  - name: holdfast\n+    image: holdfast\n   containers:\n   - name: web\n     image: web\n-    command: [run]\n+    command: [wait, --, run]\n"
        ),
        // A removed line that could be either of two stands beside the added one.
        ("a\nb\nb\nc\n", "a\nX\nb\nc\n", "@@ -1,4 +1,4 @@\n a\n-b\n+X\n b\n c\n"),
        ("a\nX\nb\nc\n", "a\nb\nb\nc\n", "@@ -1,4 +1,4 @@\n a\n-X\n+b\n b\n c\n"),
    ]

    @Test(arguments: goldens) func outputIsThatOfDiff(_ golden: (before: String, after: String, hunks: String)) {
        let text = UnifiedDiff.text(Array(golden.before.utf8), Array(golden.after.utf8), from: "a", to: "b")
        #expect(String(decoding: text, as: UTF8.self) == "--- a\n+++ b\n" + golden.hunks)
    }

    @Test func equalTextsGiveNothing() {
        for text in ["", "a", "a\n", "a\r\nb"] {
            #expect(UnifiedDiff.text(Array(text.utf8), Array(text.utf8), from: "a", to: "b").isEmpty)
        }
    }

    @Test(arguments: [
        ("a/b.yaml", "a/b.yaml"), ("my file", "my file\t"), ("a\"b\\c", "\"a\\\"b\\\\c\""), ("a\nb é", "\"a\\012b é\""),
    ]) func namesCannotMislead(_ name: String, _ written: String) {
        let text = UnifiedDiff.text([0x61], [], from: name, to: "b")
        #expect(String(decoding: text, as: UTF8.self).hasPrefix("--- \(written)\n+++ b\n@@"))
    }

    @Test(arguments: [
        (0, "@@ -1,0 +2 @@\n+x\n@@ -3,0 +5 @@\n+y\n"),
        (1, "@@ -1,4 +1,6 @@\n a\n+x\n b\n c\n+y\n d\n"),
        (Int.max, "@@ -1,4 +1,6 @@\n a\n+x\n b\n c\n+y\n d\n"),
    ]) func contextIs(_ context: Int, _ hunks: String) {
        let text = UnifiedDiff.text(
            Array("a\nb\nc\nd\n".utf8), Array("a\nx\nb\nc\ny\nd\n".utf8), from: "a", to: "b", context: context)
        #expect(String(decoding: text, as: UTF8.self) == "--- a\n+++ b\n" + hunks)
    }

    @Test(arguments: 0..<60) func appliedGivesTheSecondText(_ seed: Int) throws {
        var random = RandomPairs(seed: seed)
        for _ in 0..<20 {
            let (before, after) = texts(&random, lines: random.number(below: 60), changes: 1 + random.number(below: 6))
            for context in [0, 1, 3] {
                let diff = UnifiedDiff.text(before, after, from: "a", to: "b", context: context)
                #expect(try apply(diff, to: before) == after)
            }
        }
    }

    /// Beyond the exact search: more changes than its bound, with lines that are unique and without.
    @Test(arguments: [2, 5, 50, 100_000]) func manyChangesStayRight(_ kinds: Int) throws {
        var random = RandomPairs(seed: kinds)
        let (before, after) = texts(&random, lines: 6_000, changes: 1_200, kinds: kinds)
        #expect(try apply(UnifiedDiff.text(before, after, from: "a", to: "b"), to: before) == after)
        let (other, _) = texts(&random, lines: 4_000, changes: 0, kinds: kinds)
        #expect(try apply(UnifiedDiff.text(before, other, from: "a", to: "b"), to: before) == other)
    }

    /// Small insertions into many alike documents are found as such, though more than the exact search finds.
    @Test(arguments: [true, false]) func separatedInsertionsAreFound(_ haveNames: Bool) throws {
        var before: [UInt8] = []
        var after: [UInt8] = []
        for number in 0..<500 {
            let head = "kind: Pod\nname: \(haveNames ? "p\(number)" : "p")\n"
            let tail = (0..<40).map { "- item: \($0)\n  value: x\n" }.joined() + "---\n"
            before += (head + tail).utf8
            after += (head + "init:\n- item: 0\n  value: x\n  image: holdfast\n" + tail).utf8
        }
        let diff = UnifiedDiff.text(before, after, from: "a", to: "b")
        #expect(try apply(diff, to: before) == after)
        let changed = String(decoding: diff, as: UTF8.self).split(separator: "\n").filter {
            "+-".contains($0.prefix(1))
        }
        #expect(changed.count == 2 + 500 * 4)
        #expect(changed.prefix(6) == ["--- a", "+++ b", "+init:", "+- item: 0", "+  value: x", "+  image: holdfast"])
    }

    // MARK: Support

    private func texts(
        _ random: inout RandomPairs, lines: Int, changes: Int, kinds: Int? = nil
    ) -> (before: [UInt8], after: [UInt8]) {
        let kinds = kinds ?? [2, 4, 30][random.number(below: 3)]
        func line(_ random: inout RandomPairs) -> String { "l\(random.number(below: kinds))" }
        var before: [String] = []
        for _ in 0..<lines { before.append(line(&random)) }
        var after = before
        for _ in 0..<changes {
            let place = random.number(below: after.count + 1)
            if random.chance(60) {
                for _ in 0...random.number(below: 4) { after.insert(line(&random), at: place) }
            } else {
                after.removeSubrange(place..<min(after.count, place + 1 + random.number(below: 4)))
            }
        }
        func text(_ lines: [String]) -> [UInt8] {
            Array((lines.joined(separator: "\n") + (lines.isEmpty || random.chance(30) ? "" : "\n")).utf8)
        }
        return (text(before), text(after))
    }

    private struct Malformed: Error {
        let line: String
        init(_ line: some Collection<UInt8>) { self.line = String(decoding: line, as: UTF8.self) }
    }

    /// What `patch` does, and no more lenient: places and numbers of lines must be right.
    private func apply(_ diff: [UInt8], to before: [UInt8]) throws -> [UInt8] {
        func lines(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
            var lines: [ArraySlice<UInt8>] = []
            var start = 0
            for (place, byte) in text.enumerated() where byte == 0x0A {
                lines.append(text[start...place])
                start = place + 1
            }
            if start < text.count { lines.append(text[start...]) }
            return lines
        }
        let old = lines(before)
        var rest = lines(diff)[...].dropFirst(2)
        var result: [[UInt8]] = []
        var place = 0
        while let header = rest.popFirst() {
            let numbers = String(decoding: header, as: UTF8.self).split { !$0.isNumber && $0 != "," }.map { range in
                let parts = range.split(separator: ",").compactMap { Int($0) }
                return (start: parts[0], count: parts.count > 1 ? parts[1] : 1)
            }
            guard header.starts(with: "@@ -".utf8), numbers.count == 2 else { throw Malformed(header) }
            let start = numbers[0].count == 0 ? numbers[0].start : numbers[0].start - 1
            result += old[place..<start].map(Array.init)
            place = start
            guard result.count == (numbers[1].count == 0 ? numbers[1].start : numbers[1].start - 1) else {
                throw Malformed(header)
            }
            let begin = result.count
            while let line = rest.first, line.first != UInt8(ascii: "@") {
                rest.removeFirst()
                var bytes = Array(line.dropFirst())
                if let next = rest.first, next.first == UInt8(ascii: "\\") {
                    bytes.removeLast()
                    rest.removeFirst()
                }
                if line.first != UInt8(ascii: "+") {
                    guard place < old.count, old[place].elementsEqual(bytes) else { throw Malformed(line) }
                    place += 1
                }
                if line.first != UInt8(ascii: "-") { result.append(bytes) }
            }
            guard result.count - begin == numbers[1].count, place - start == numbers[0].count else {
                throw Malformed(header)
            }
        }
        return (result + old[place...].map(Array.init)).flatMap { $0 }
    }
}
