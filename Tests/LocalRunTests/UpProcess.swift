import Foundation
import Testing

/// A run of the built `holdfast up`, with a mark in every process's environment by which leftovers are found.
final class UpProcess {
    static let program = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent(".build/bin/holdfast")
    let mark = "holdfast-test-\(UUID().uuidString)"
    let directory: URL
    private let process = Process()
    private let output = Pipe()
    private let errors: URL

    init(_ manifest: String, _ arguments: [String]) throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent(mark)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try Data(manifest.utf8).write(to: directory.appendingPathComponent("pod.yaml"))
        errors = directory.appendingPathComponent("errors")
        _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
        process.executableURL = UpProcess.program
        process.arguments = ["up", "--env", "HOLDFAST_TEST=\(mark)"] + arguments + ["pod.yaml"]
        process.currentDirectoryURL = directory
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// Reads until a line contains the text. `nil` when the output ends before.
    func line(containing text: String) -> String? {
        var rest: [UInt8] = []
        while true {
            let data = output.fileHandleForReading.readData(ofLength: 1)
            guard let byte = data.first else { return nil }
            if byte != UInt8(ascii: "\n") {
                rest.append(byte)
                continue
            }
            let line = String(decoding: rest, as: UTF8.self)
            if line.contains(text) { return line }
            rest = []
        }
    }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// The rest of the output, the errors, and the exit code (or 128 + n after signal n).
    func finish() -> (output: String, errors: String, code: Int32) {
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let code = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
        return (text, (try? String(contentsOf: errors, encoding: .utf8)) ?? "", code)
    }

    /// Processes that still carry the mark: what `up` left behind.
    func leftovers() -> [String] {
        let pids = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).filter { Int($0) != nil }
        return pids.filter { pid in
            guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/environ") else { return false }
            return String(decoding: data, as: UTF8.self).contains("HOLDFAST_TEST=\(mark)")
        }
    }
}
