import Foundation

/// A folder of its own for a test, gone with it. Its path is short enough for UNIX sockets.
final class TestFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/waiter-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Posix.Failure(call: "mkdtemp") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String { path + "/" + name }

    func write(_ name: String, _ text: String, mode: Int = 0o644) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file(name))
    }

    func text(_ name: String) -> String? {
        (try? Data(contentsOf: URL(fileURLWithPath: file(name)))).map { String(decoding: $0, as: UTF8.self) }
    }

    var names: Set<String> { Set((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []) }

    /// Looks until the folder has these names and no others.
    func await(_ wanted: Set<String>) throws {
        try lookUntil("\(names) instead of \(wanted)") { names == wanted }
    }
}
