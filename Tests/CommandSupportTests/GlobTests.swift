import Foundation
import Testing

@testable import CommandSupport

/// Patterns, alone and on a real tree.
@Suite struct GlobTests {
    @Test(arguments: [
        ("*.yaml", "a.yaml", true), ("*.yaml", ".yaml", false), ("*.yaml", "a.yml", false),
        (".*", ".git", true), ("?", "é", true), ("?", "ab", false), ("?a", ".a", false),
        ("*a*b*", "xxaybz", true), ("*a*b*", "xxbya", false), ("a**b", "ab", true),
        ("[a-c]x", "bx", true), ("[a-c]x", "dx", false), ("[!a-c]x", "dx", true), ("[^a]", "a", false),
        ("[]]", "]", true), ("[]a]", "a", true), ("[a-]", "-", true), ("[c-a]", "b", false), ("[!.]a", ".a", false),
        ("[a", "[a", true), ("[a", "a", false), ("[", "[", true), ("\\*", "*", true), ("\\*", "a", false),
        ("[\\]]", "]", true), ("[a\\", "[a\\", true), ("a\\", "a\\", true), ("", "", true), ("*", "", true),
        ("", "a", false),
    ])
    func aPatternMatches(pattern: String, name: String, expected: Bool) {
        #expect(GlobPattern(pattern).matches(name) == expected)
    }

    /// Stars tried in all combinations would take longer than anyone waits.
    @Test(.timeLimit(.minutes(1))) func manyStarsAreNotSlow() {
        let pattern = String(repeating: "a*", count: 200) + "b"
        #expect(!GlobPattern(pattern).matches(String(repeating: "a", count: 5000)))
    }

    @Test(arguments: [
        ("*.yaml", ["a.yaml", "b.yaml"]),
        ("*", ["a.yaml", "b.yaml", "sub/c.yaml", "sub/deep/d.yaml", "sub/deep/e.json"]),
        ("**/*.yaml", ["a.yaml", "b.yaml", "sub/c.yaml", "sub/deep/d.yaml"]),
        ("**", ["a.yaml", "b.yaml", "sub/c.yaml", "sub/deep/d.yaml", "sub/deep/e.json"]),
        ("**/**/d.yaml", ["sub/deep/d.yaml"]),
        ("s*/d??p/*.*", ["sub/deep/d.yaml", "sub/deep/e.json"]),
        ("s*/**/deep/[a-d].yaml", ["sub/deep/d.yaml"]),
        ("*.txt", ["note.txt"]),
        ("sub/*/", ["sub/deep/d.yaml", "sub/deep/e.json"]),
        ("**/", ["a.yaml", "b.yaml", "sub/c.yaml", "sub/deep/d.yaml", "sub/deep/e.json"]),
        (".*/*.yaml", [".hidden/h.yaml"]),
        ("li*/o.yaml", ["link/o.yaml"]),
        ("x[[]1].yaml", ["x[1].yaml"]),
        ("x[1].yaml", ["x[1].yaml"]),
    ])
    func aPatternIsExpanded(pattern: String, expected: [String]) throws {
        let scratch = try Scratch()
        let files = [
            "a.yaml", "b.yaml", "note.txt", "sub/c.yaml", "sub/deep/d.yaml", "sub/deep/e.json", ".hidden/h.yaml",
        ]
        for name in files { try scratch.write("d/" + name) }
        if pattern.hasPrefix("x") { try scratch.write("d/x[1].yaml") }
        if pattern.hasPrefix("li") {
            try scratch.write("other/o.yaml")
            try scratch.link("d/link", to: "../other")
        }
        let (names, faults) = scratch.read(["d/" + pattern])
        #expect(names == expected.map { "d/" + $0 })
        #expect(faults.isEmpty)
    }

    @Test func aPatternWithoutAMatchIsAnError() throws {
        let scratch = try Scratch()
        try scratch.write("a.yaml")
        try scratch.write("md/readme.md")
        for pattern in ["*.json", "no/*.yaml", "a.yaml/*", "md/*", "no/**"] {
            let (names, faults) = scratch.read([pattern, "a.yaml"])
            #expect(names == ["a.yaml"])
            #expect(faults == ["error \(pattern): no manifest matches the pattern"])
        }
    }

    @Test func aMatchThatCannotBeReadIsSaid() throws {
        let scratch = try Scratch()
        try scratch.link("l.yaml", to: "nowhere")
        #expect(scratch.read(["*.yaml"]) == ([], ["error l.yaml: the symbolic link leads to nothing"]))
    }
}
