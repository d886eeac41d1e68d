import Foundation
import Manifests
import Testing

@testable import CommandSupport

/// A directory of its own for a test, gone with it.
final class Scratch {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "holdfast-files-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        // An ordinary user works here as well (OtherUser).
        chmod(path, 0o777)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// A path in it.
    func at(_ name: String) -> String { path + "/" + name }

    /// Makes a file, with the directories before it.
    @discardableResult
    func write(_ name: String, _ text: String = "a: 1\n", mode: mode_t = 0o644) throws -> String {
        let file = URL(fileURLWithPath: at(name))
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        chmod(at(name), mode)
        return at(name)
    }

    /// Makes a symbolic link, its goal written as given.
    func link(_ name: String, to goal: String) throws {
        try #require(symlink(goal, at(name)) == 0)
    }

    /// A file's text; nil when there is none.
    func text(_ name: String) -> String? {
        FileManager.default.contents(atPath: at(name)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// All names in it, hidden ones included: nothing temporary may stay.
    func names(_ directory: String = ".") -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: at(directory))) ?? []).sorted()
    }

    /// What reading gives: the names below the directory, and the report's lines with the directory's path left out.
    func read(
        _ names: [String], recursive: Bool = true, limit: Int = InputFiles.limit
    ) -> (names: [String], faults: [String]) {
        var files = InputFiles(standardInput: 0, standardError: 2, limit: limit)
        var report = DiagnosticReport()
        let sources = files.read(names.map(at), recursive: recursive, report: &report)
        let short = { (text: String) in text.replacingOccurrences(of: self.path + "/", with: "") }
        return (
            sources.map { short($0.name) },
            report.diagnostics.map { short("\($0.severity.rawValue) \($0.file): \($0.message)") }
        )
    }
}
