import Foundation
import Testing

@testable import CommandSupport

/// Files below an output directory.
@Suite struct OutputTreeTests {
    private func entries(_ paths: [String]) -> [(path: String, bytes: [UInt8])] {
        paths.map { ($0, Array($0.utf8)) }
    }

    @Test func directoriesAreMade() throws {
        let scratch = try Scratch()
        try scratch.write("out/a.yaml", "old", mode: 0o600)
        try OutputFiles.writeTree(
            directory: scratch.at("out"), entries: entries(["b/c/d.yaml", "a.yaml", "./b//e.yaml", "..x"]))
        #expect(scratch.text("out/a.yaml") == "a.yaml")
        #expect(try FileInfo(scratch.at("out/a.yaml")).mode == 0o600)
        #expect(scratch.text("out/b/c/d.yaml") == "b/c/d.yaml")
        #expect(scratch.text("out/b/e.yaml") == "./b//e.yaml")
        #expect(scratch.names("out") == ["..x", "a.yaml", "b"])
        try OutputFiles.writeTree(directory: scratch.at("x/y/z"), entries: entries(["f"]))
        #expect(scratch.text("x/y/z/f") == "f")
    }

    /// The directory itself may be a link: the user named it.
    @Test func theDirectoryMayBeALink() throws {
        let scratch = try Scratch()
        try scratch.write("real/old", "")
        try scratch.link("out", to: "real")
        try OutputFiles.writeTree(directory: scratch.at("out"), entries: entries(["a"]))
        #expect(scratch.names("real") == ["a", "old"])
    }

    @Test(arguments: [
        ("../a", "leads out of the output directory"), ("b/../../a", "leads out of the output directory"),
        ("b/..", "leads out of the output directory"), ("b/../a", "leads out of the output directory"),
        // To Character, the slash and the accent are one.
        ("../\u{301}/a", "leads out of the output directory"),
        ("/etc/a", "not a path below the output directory"), ("", "not a file's path"), (".", "not a file's path"),
        ("b/", "not a file's path"), ("a\0b", "a path cannot hold a zero byte"),
    ])
    func noPathLeadsOut(path: String, reason: String) throws {
        let scratch = try Scratch()
        #expect(throws: OutputError.badPath(path: path, reason: reason)) {
            try OutputFiles.writeTree(directory: scratch.at("out"), entries: entries(["first", path]))
        }
        #expect(scratch.names().isEmpty)
    }

    @Test func noLinkLeadsOut() throws {
        let scratch = try Scratch()
        try scratch.write("elsewhere/a.yaml", "old")
        try scratch.write("out/x", "")
        try scratch.link("out/d", to: "../elsewhere")
        try scratch.link("out/l.yaml", to: "../elsewhere/a.yaml")
        for path in ["d/a.yaml", "d/e/a.yaml", "l.yaml"] {
            let error = #expect(throws: OutputError.self) {
                try OutputFiles.writeTree(directory: scratch.at("out"), entries: entries(["first", path]))
            }
            #expect(error?.diagnostic.message == "a symbolic link, which may lead out of the output directory")
        }
        #expect(scratch.text("elsewhere/a.yaml") == "old")
        #expect(scratch.names("out") == ["d", "l.yaml", "x"])
    }

    @Test(arguments: [["a", "b", "a"], ["a/b", "./a//b"], ["a", "a/b"], ["a/b/c", "a/b"]])
    func twoForOneAreRefused(paths: [String]) throws {
        let scratch = try Scratch()
        let error = #expect(throws: OutputError.self) {
            try OutputFiles.writeTree(directory: scratch.at("out"), entries: entries(paths))
        }
        guard case .collision = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(scratch.names().isEmpty)
    }

    @Test(arguments: [
        ("f/a", "a file, where a directory is needed"), ("d", "a directory, where a file is to be written"),
    ])
    func whatIsInTheWayIsFoundBefore(path: String, reason: String) throws {
        let scratch = try Scratch()
        try scratch.write("out/f")
        try scratch.write("out/d/x")
        let error = #expect(throws: OutputError.self) {
            try OutputFiles.writeTree(directory: scratch.at("out"), entries: entries(["first", path]))
        }
        #expect(error?.diagnostic.message == reason)
        #expect(scratch.names("out") == ["d", "f"])
        #expect(throws: OutputError.badPath(path: scratch.at("out/f"), reason: "a file, where a directory is needed")) {
            try OutputFiles.writeTree(directory: scratch.at("out/f"), entries: [])
        }
    }

    /// Named inputs and what they hold, and where it is written.
    @Test(arguments: [
        (["d"], ["d/a.yaml", "d/s/b.yaml"], ["a.yaml", "s/b.yaml"]),
        (["d/s"], ["d/s/b.yaml"], ["b.yaml"]),
        // Whatever else the directory holds, the file's place is the same.
        (["e"], ["e/s/only.yaml"], ["s/only.yaml"]),
        (["d/a.yaml"], ["d/a.yaml"], ["a.yaml"]),
        (["d/a.yaml", "e"], ["d/a.yaml", "e/s/only.yaml"], ["d/a.yaml", "e/s/only.yaml"]),
        (["d/s/../a.yaml", "d/s"], ["d/s/../a.yaml", "d/s/b.yaml"], ["a.yaml", "s/b.yaml"]),
        (["*/s/*.yaml"], ["d/s/b.yaml", "e/s/only.yaml"], ["d/s/b.yaml", "e/s/only.yaml"]),
        (["d/**/b.yaml"], ["d/s/b.yaml"], ["s/b.yaml"]),
    ])
    func theCommonParentIsTakenOff(inputs: [String], names: [String], paths: [String]) throws {
        let scratch = try Scratch()
        for name in ["d/a.yaml", "d/s/b.yaml", "e/s/only.yaml"] { try scratch.write(name) }
        var files = InputFiles()
        var report = DiagnosticReport()
        let sources = files.read(inputs.map(scratch.at), report: &report)
        #expect(sources.map(\.name) == names.map(scratch.at))
        #expect(try files.outputPaths(of: sources.map(\.name)) == paths)
    }

    @Test func twoInputsForOneOutputAreRefused() throws {
        let scratch = try Scratch()
        let path = try scratch.write("stdin.yaml")
        var files = InputFiles(standardInput: open("/dev/null", O_RDONLY), standardError: -1)
        var report = DiagnosticReport()
        let names = files.read(["-", path], report: &report).map(\.name)
        #expect(names == ["<stdin>", path])
        #expect(throws: OutputError.collision(path: "stdin.yaml", first: "<stdin>", second: path)) {
            try files.outputPaths(of: names)
        }
    }
}
