import Foundation
import Manifests
import Testing

@testable import CommandSupport

/// Files and directories by name.
@Suite struct InputFilesTests {
    @Test func aDirectoryIsReadInTheOrderOfBytes() throws {
        let scratch = try Scratch()
        for name in ["b.yaml", "a/z.yml", "a.json", "Z.yaml", "a/b/c.yaml", "a/readme.md", "é.yaml", "yaml"] {
            try scratch.write("d/" + name)
        }
        let (names, faults) = scratch.read(["d"])
        #expect(
            names == ["d/Z.yaml", "d/a.json", "d/a/b/c.yaml", "d/a/z.yml", "d/b.yaml", "d/é.yaml"])
        #expect(faults.isEmpty)
        #expect(scratch.read(["d"], recursive: false).names == ["d/Z.yaml", "d/a.json", "d/b.yaml", "d/é.yaml"])
        #expect(scratch.read(["d/"]).names.first == "d/Z.yaml")
    }

    @Test func hiddenOnesAreLeftOutUnlessNamed() throws {
        let scratch = try Scratch()
        for name in ["d/a.yaml", "d/.git/x.yaml", "d/.ci.yml", ".k8s/b.yaml"] { try scratch.write(name) }
        #expect(scratch.read(["d"]).names == ["d/a.yaml"])
        #expect(scratch.read([".k8s", "d/.ci.yml"]).names == [".k8s/b.yaml", "d/.ci.yml"])
    }

    @Test func theSameFileIsReadOnce() throws {
        let scratch = try Scratch()
        try scratch.write("d/a.yaml")
        try scratch.write("d/b.yaml")
        try scratch.link("l.yaml", to: "d/a.yaml")
        try #require(link(scratch.at("d/b.yaml"), scratch.at("d/hard.yaml")) == 0)
        let (names, faults) = scratch.read(["d/a.yaml", "./d/a.yaml", "l.yaml", "d", "d"])
        #expect(names == ["d/a.yaml", "d/b.yaml"])
        #expect(faults.isEmpty)
    }

    /// A link keeps its own name only when there is no other way to the file.
    @Test func linksAreFollowedAfterEverythingElse() throws {
        let scratch = try Scratch()
        try scratch.write("d/z/f.yaml")
        try scratch.write("other/o.yaml")
        try scratch.link("d/a", to: "z")
        try scratch.link("d/b.yaml", to: "z/f.yaml")
        try scratch.link("d/c", to: "../other")
        try scratch.link("d/e.yaml", to: "../other/o.yaml")
        #expect(scratch.read(["d"]).names == ["d/c/o.yaml", "d/z/f.yaml"])
    }

    @Test(.timeLimit(.minutes(1))) func loopsEnd() throws {
        let scratch = try Scratch()
        try scratch.write("d/sub/a.yaml")
        try scratch.link("d/sub/up", to: "..")
        try scratch.link("d/self", to: ".")
        try scratch.link("d/ping", to: "pong")
        try scratch.link("d/pong", to: "ping")
        #expect(scratch.read(["d"]) == (["d/sub/a.yaml"], []))
        try scratch.link("d/p.yaml", to: "q.yaml")
        try scratch.link("d/q.yaml", to: "p.yaml")
        let (names, faults) = scratch.read(["d"])
        #expect(names == ["d/sub/a.yaml"])
        #expect(faults.count == 2)
        #expect(faults.first?.hasPrefix("error d/p.yaml: cannot be read: ") == true)
    }

    @Test func whatIsNotThereIsSaidAndTheRestIsRead() throws {
        let scratch = try Scratch()
        try scratch.write("a.yaml")
        try scratch.write("empty/readme.md")
        try scratch.link("l.yaml", to: "nowhere.yaml")
        let (names, faults) = scratch.read(["no.yaml", "empty", "l.yaml", "a.yaml/x.yaml", "a.yaml"])
        #expect(names == ["a.yaml"])
        #expect(
            faults == [
                "error no.yaml: there is no such file", "error empty: there is no manifest in the directory",
                "error l.yaml: the symbolic link leads to nothing",
                "error a.yaml/x.yaml: cannot be read: Not a directory",
            ])
    }

    @Test(.enabled(if: OtherUser.isPossible, "root may read everything, and cannot be another user here"))
    func whatMayNotBeReadIsSaidAndTheRestIsRead() throws {
        let scratch = try Scratch()
        try scratch.write("d/a.yaml", mode: 0)
        try scratch.write("d/b.yaml")
        try scratch.write("d/closed/c.yaml")
        chmod(scratch.at("d/closed"), 0)
        defer { chmod(scratch.at("d/closed"), 0o755) }
        let (names, faults) = OtherUser.run { scratch.read(["d"]) }
        #expect(names == ["d/b.yaml"])
        #expect(
            faults == [
                "error d/closed: the directory cannot be read: Permission denied",
                "error d/a.yaml: cannot be read: Permission denied",
            ])
    }

    @Test func thereIsALimit() throws {
        let scratch = try Scratch()
        try scratch.write("d/a.yaml", "12345678")
        try scratch.write("d/b.yaml", "123456789")
        let (names, faults) = scratch.read(["d"], limit: 8)
        #expect(names == ["d/a.yaml"])
        #expect(faults == ["error d/b.yaml: there are more than 8 bytes"])
        // A device without a size and without an end.
        var files = InputFiles(standardInput: 0, standardError: 2, limit: 100_000)
        var report = DiagnosticReport()
        #expect(files.read(["/dev/zero"], report: &report).isEmpty)
        #expect(report.diagnostics.map(\.message) == ["there are more than 100000 bytes"])
    }

    /// As large as a few chunks, and of a size that is none of their multiples.
    @Test func largeFilesComeWhole() throws {
        let scratch = try Scratch()
        let text = String(repeating: "0123456789\n", count: 100_001)
        let path = try scratch.write("a.yaml", text)
        var files = InputFiles()
        var report = DiagnosticReport()
        let sources = files.read([path], report: &report)
        #expect(sources.map(\.bytes) == [Array(text.utf8)])
        #expect(files.stamps[path]?.size == 1_100_011)
    }

    @Test func namesThatAreNotUTF8AreSaid() throws {
        let scratch = try Scratch()
        try scratch.write("d/a.yaml")
        let name = (Array((scratch.path + "/d/b").utf8) + [0xff] + Array(".yaml".utf8) + [0]).map(
            CChar.init(bitPattern:))
        let descriptor = open(name, O_CREAT | O_WRONLY, 0o644)
        guard descriptor >= 0 else { return }  // APFS refuses the name.
        close(descriptor)
        let (names, faults) = scratch.read(["d"])
        #expect(names == ["d/a.yaml"])
        #expect(faults == ["error d/b\u{FFFD}.yaml: the name is not UTF-8"])
    }
}
