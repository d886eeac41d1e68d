import Foundation
import Manifests
import Testing

@testable import Installation

/// The chart, rendered by a small Go program that stands in for Helm.
enum Chart {
    static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    static let folder = tests.deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Charts/holdfast")

    /// Debian's Go is not on PATH.
    static let go =
        ((ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        + ["/usr/lib/go-1.19/bin"]).map { $0 + "/go" }
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// The program, built once.
    private static let program: Result<URL, any Error> = Result {
        let out = FileManager.default.temporaryDirectory.appendingPathComponent("holdfast-render-\(UUID().uuidString)")
        _ = try run(
            URL(fileURLWithPath: go ?? ""),
            ["build", "-o", out.path, tests.appendingPathComponent("Render/render.go").path], input: "")
        return out
    }

    static func values() throws -> Value {
        let text = try String(contentsOf: folder.appendingPathComponent("values.yaml"), encoding: .utf8)
        return Value(try #require(try YAML.parse(text, name: "values.yaml").first).root)
    }

    /// What Helm would apply.
    static func objects(_ overrides: String, version: String) throws -> [Value] {
        let text = try render([version, overrides])
        return try YAML.parse(text, name: "chart").map { Value($0.root) }.filter { $0 != .null }
    }

    static func notes(version: String) throws -> String { try render([version, "{}", "notes"]) }

    private static func render(_ arguments: [String]) throws -> String {
        try run(
            try program.get(), [folder.path] + arguments, input: ValueWriter.flow(try values(), isJSON: true))
    }

    private struct Failure: Error { var text: String }

    private static func run(_ program: URL, _ arguments: [String], input: String) throws -> String {
        let process = Process()
        let (inPipe, out, errors) = (Pipe(), Pipe(), Pipe())
        process.executableURL = program
        process.arguments = arguments
        var environment = ProcessInfo.processInfo.environment
        environment["GOFLAGS"] = "-mod=mod"
        environment["GOCACHE"] = NSTemporaryDirectory() + "holdfast-go-cache"
        process.environment = environment
        (process.standardInput, process.standardOutput, process.standardError) = (inPipe, out, errors)
        try process.run()
        try inPipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try inPipe.fileHandleForWriting.close()
        let data = out.fileHandleForReading.readDataToEndOfFile()
        let words = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        if process.terminationStatus != 0 { throw Failure(text: String(decoding: words, as: UTF8.self)) }
        return String(decoding: data, as: UTF8.self)
    }
}
