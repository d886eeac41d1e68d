import Foundation

/// A program that is run to its end, with a deadline: nothing in a cluster is worth waiting for without one.
package struct Program: Sendable {
    /// What came of it.
    package struct Result: Sendable {
        package var status: Int32
        package var output: String
        package var log: String
    }

    /// The file to run.
    package var path: String
    /// Added to this process' environment.
    package var environment: [String: String]

    package init(_ path: String, environment: [String: String] = [:]) {
        self.path = path
        self.environment = environment
    }

    /// Runs it. Outputs go through files: a pipe that nobody empties in time stops the program, and the deadline
    /// would be blamed on the cluster.
    package func result(
        _ arguments: [String], input: String? = nil, deadline: Duration
    ) async throws(ProgramError) -> Result {
        let name = ([(path as NSString).lastPathComponent] + arguments.prefix(6)).joined(separator: " ")
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("holdfast-e2e-" + UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = folder.appendingPathComponent("output")
        let log = folder.appendingPathComponent("log")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let given = folder.appendingPathComponent("input")
            try Data((input ?? "").utf8).write(to: given)
            try Data().write(to: output)
            try Data().write(to: log)
            process.standardInput = try FileHandle(forReadingFrom: given)
            process.standardOutput = try FileHandle(forWritingTo: output)
            process.standardError = try FileHandle(forWritingTo: log)
        } catch {
            throw .cannotStart(name, why: "\(error)")
        }
        let isInTime: Bool
        do {
            isInTime = try await Self.run(process, deadline: deadline)
        } catch {
            throw .cannotStart(name, why: "\(error)")
        }
        let said = Self.text(log)
        guard isInTime else { throw .deadline(name, deadline, log: said) }
        return Result(status: process.terminationStatus, output: Self.text(output), log: said)
    }

    /// Runs it and returns its standard output; a status other than 0 is an error.
    package func run(
        _ arguments: [String], input: String? = nil, deadline: Duration
    ) async throws(ProgramError) -> String {
        let result = try await result(arguments, input: input, deadline: deadline)
        guard result.status == 0 else {
            let name = ([(path as NSString).lastPathComponent] + arguments.prefix(6)).joined(separator: " ")
            throw .failed(name, status: result.status, log: result.log)
        }
        return result.output
    }

    /// Whether it ended by itself in time; otherwise, and when the task is cancelled, it is killed and reaped.
    private static func run(_ process: Process, deadline: Duration) async throws -> Bool {
        let ended = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in ended.continuation.finish() }
        try launch(process)
        return await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                for await _ in ended.stream {}
                return !process.isRunning
            }
            group.addTask {
                try? await Task.sleep(for: deadline)
                return false
            }
            let isInTime = await group.next() ?? false
            group.cancelAll()
            if process.isRunning {
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
            }
            return isInTime
        }
    }

    private static let launching = NSLock()

    /// One at a time: started from several threads at once, Foundation's processes on Linux read memory that is gone.
    private static func launch(_ process: Process) throws {
        launching.lock()
        defer { launching.unlock() }
        try process.run()
    }

    private static func text(_ file: URL) -> String {
        (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// The file of a program on PATH, or nil.
    package static func find(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
