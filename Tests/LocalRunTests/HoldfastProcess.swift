import Foundation

/// Runs of the built `holdfast` that end by themselves.
enum HoldfastProcess {
    /// A directory of its own with these files, which stays until the system clears it away.
    static func folder(_ files: [String: String]) throws -> URL {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("files-\(UUID().uuidString)")
        for (name, text) in files {
            let file = url.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return url
    }

    static func run(
        _ arguments: [String], input: String = "", in directory: URL? = nil, environment: [String: String] = [:]
    ) throws -> (output: String, errors: String, code: Int32) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("holdfast-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files instead of pipes: neither side can block on the other.
        var files: [URL] = []
        for name in ["input", "output", "errors"] {
            files.append(folder.appendingPathComponent(name))
            try Data(name == "input" ? Array(input.utf8) : []).write(to: files[files.count - 1])
        }
        let process = Process()
        process.executableURL = UpProcess.program
        process.arguments = arguments
        process.currentDirectoryURL = directory ?? folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        return (
            try String(contentsOf: files[1], encoding: .utf8), try String(contentsOf: files[2], encoding: .utf8),
            process.terminationStatus
        )
    }
}
