import Foundation
import Testing

@testable import CommandSupport

/// One file in another's place.
@Suite struct ReplaceTests {
    private let new = Array("new\n".utf8)

    private func stamp(_ path: String) throws -> FileStamp {
        var files = InputFiles()
        var report = DiagnosticReport()
        _ = files.read([path], report: &report)
        return try #require(files.stamps[path])
    }

    @Test(arguments: [mode_t(0o600), 0o640, 0o755, 0o4711]) func permissionsStay(mode: mode_t) throws {
        let scratch = try Scratch()
        let path = try scratch.write("a.yaml", "old", mode: mode)
        let before = try FileInfo(path)
        try OutputFiles.replace(path: path, bytes: new, stamp: stamp(path))
        let after = try FileInfo(path)
        #expect(scratch.text("a.yaml") == "new\n")
        #expect(after.mode == mode)
        #expect((after.owner, after.group) == (before.owner, before.group))
        #expect(after.stamp.identity != before.stamp.identity)
        #expect(scratch.names() == ["a.yaml"])
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give files away")) func theOwnerStays() throws {
        let scratch = try Scratch()
        let path = try scratch.write("a.yaml", "old", mode: 0o2750)
        try #require(chown(path, 1234, 4321) == 0 && chmod(path, 0o2750) == 0)
        try OutputFiles.replace(path: path, bytes: new)
        let after = try FileInfo(path)
        #expect((after.owner, after.group, after.mode) == (1234, 4321, 0o2750))
    }

    @Test func aNewFileIsMadeAsAnyOther() throws {
        let scratch = try Scratch()
        let path = scratch.at("a.yaml")
        try OutputFiles.replace(path: path, bytes: [])
        #expect(scratch.text("a.yaml")?.isEmpty == true)
        let other = open(scratch.at("other"), O_CREAT | O_WRONLY, 0o666)
        close(other)
        #expect(try FileInfo(path).mode == FileInfo(scratch.at("other")).mode)
    }

    @Test func behindALinkItsGoalIsReplaced() throws {
        let scratch = try Scratch()
        try scratch.write("real/a.yaml", "old")
        try scratch.link("one.yaml", to: "two.yaml")
        try scratch.link("two.yaml", to: "real/a.yaml")
        let path = scratch.at("one.yaml")
        try OutputFiles.replace(path: path, bytes: new, stamp: stamp(path))
        #expect(scratch.text("real/a.yaml") == "new\n")
        #expect(try FileInfo(unfollowed: path).kind == .link)
        #expect(scratch.names() == ["one.yaml", "real", "two.yaml"])
        #expect(scratch.names("real") == ["a.yaml"])
    }

    /// Each of these is somebody's work that would be lost.
    @Test(arguments: ["longer", "same size", "another file", "gone", "now a link"])
    func aFileThatChangedIsLeftAlone(how: String) throws {
        let scratch = try Scratch()
        let path = try scratch.write("a.yaml", "old")
        let stamp = try stamp(path)
        switch how {
        case "longer": try scratch.write("a.yaml", "older")
        case "same size":
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            file.write(Data("dlo".utf8))
            try file.close()
            // The clock of a file system ticks in milliseconds.
            var times = [timeval(tv_sec: 1, tv_usec: 0), timeval(tv_sec: 1, tv_usec: 0)]
            try #require(utimes(path, &times) == 0)
        case "another file":
            try scratch.write("b.yaml", "old")
            try #require(rename(scratch.at("b.yaml"), path) == 0)
        case "gone": try #require(unlink(path) == 0)
        default:
            try scratch.write("b.yaml", "old")
            try #require(unlink(path) == 0)
            try scratch.link("a.yaml", to: "b.yaml")
        }
        let text = scratch.text("a.yaml")
        let names = scratch.names()
        #expect(throws: OutputError.changed(path: path)) {
            try OutputFiles.replace(path: path, bytes: new, stamp: stamp)
        }
        #expect(scratch.text("a.yaml") == text)
        #expect(scratch.names() == names)
    }

    /// A new mode is no new content.
    @Test func aChangeOfPermissionsIsNoChange() throws {
        let scratch = try Scratch()
        let path = try scratch.write("a.yaml", "old", mode: 0o644)
        let stamp = try stamp(path)
        chmod(path, 0o600)
        try OutputFiles.replace(path: path, bytes: new, stamp: stamp)
        #expect(try FileInfo(path).mode == 0o600)
    }

    @Test func whatIsNoFileIsNotReplaced() throws {
        let scratch = try Scratch()
        try scratch.write("d/a.yaml")
        try #require(mkfifo(scratch.at("p"), 0o600) == 0)
        try scratch.link("l", to: "nowhere")
        #expect(throws: OutputError.notAFile(path: scratch.at("d"))) {
            try OutputFiles.replace(path: scratch.at("d"), bytes: new)
        }
        #expect(throws: OutputError.notAFile(path: scratch.at("p"))) {
            try OutputFiles.replace(path: scratch.at("p"), bytes: new)
        }
        for (name, reason) in [
            ("l", "cannot be written: the symbolic link leads to nothing"),
            ("no/a.yaml", "no file can be made in its directory: No such file or directory"),
        ] {
            let error = #expect(throws: OutputError.self) {
                try OutputFiles.replace(path: scratch.at(name), bytes: new)
            }
            #expect(error?.diagnostic.text == "\(scratch.at(name)): error: \(reason)")
        }
        #expect(scratch.names() == ["d", "l", "p"])
    }

    @Test(
        .enabled(if: OtherUser.isPossible, "root may write everything, and cannot be another user here"),
        arguments: [
            ("file", "cannot be written: Permission denied"),
            ("directory", "no file can be made in its directory: Permission denied"),
        ])
    func whatIsReadOnlyStays(what: String, reason: String) throws {
        let scratch = try Scratch()
        let path = try scratch.write("d/a.yaml", "old", mode: what == "file" ? 0o444 : 0o666)
        chmod(scratch.at("d"), what == "file" ? 0o777 : 0o555)
        let error = #expect(throws: OutputError.self) {
            try OtherUser.run { try OutputFiles.replace(path: path, bytes: new) }
        }
        #expect(error?.diagnostic.text == "\(path): error: \(reason)")
        #expect(scratch.text("d/a.yaml") == "old")
        #expect(scratch.names("d") == ["a.yaml"])
        chmod(scratch.at("d"), 0o777)
    }

    /// Writable for everybody, in a directory of everybody: yet a renaming would make it one's own.
    @Test(.enabled(if: geteuid() == 0 && OtherUser.isPossible, "needs files of two users"))
    func anotherOnesFileIsNotTakenOver() throws {
        let scratch = try Scratch()
        let path = try scratch.write("a.yaml", "old", mode: 0o666)
        let error = #expect(throws: OutputError.self) {
            try OtherUser.run { try OutputFiles.replace(path: path, bytes: new) }
        }
        #expect(
            error?.diagnostic.text
                == "\(path): error: its owner and group cannot be kept: Operation not permitted")
        #expect(scratch.text("a.yaml") == "old")
        #expect(scratch.names() == ["a.yaml"])
    }

    @Test(.enabled(if: geteuid() == 0, "only root can mount a small file system"))
    func aFullDiskLosesNothing() throws {
        let scratch = try Scratch()
        try scratch.write("full/none")
        guard try mount(["-t", "tmpfs", "-o", "size=64k", "tmpfs", scratch.at("full")], "mount") else {
            try Test.cancel("this machine does not let root mount")
        }
        defer { _ = try? mount([scratch.at("full")], "umount") }
        let path = try scratch.write("full/a.yaml", "old")
        let error = #expect(throws: OutputError.self) {
            try OutputFiles.replace(path: path, bytes: [UInt8](repeating: 65, count: 100_000))
        }
        #expect(error?.diagnostic.text == "\(path): error: cannot be written: No space left on device")
        #expect(scratch.text("full/a.yaml") == "old")
        #expect(scratch.names("full") == ["a.yaml"])
    }

    private func mount(_ arguments: [String], _ command: String) throws -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [command] + arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
