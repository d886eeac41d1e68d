import Foundation
import Observing

/// `kubectl` as a process, on one cluster.
package struct Kubectl: Sendable {
    package var program: Program
    /// The namespace of calls, where they are about one.
    package var namespace: String?

    package init(_ program: Program, namespace: String? = nil) {
        self.program = program
        self.namespace = namespace
    }

    /// The same for a namespace.
    package func of(_ namespace: String) -> Kubectl { Kubectl(program, namespace: namespace) }

    private var scope: [String] { namespace.map { ["--namespace", $0] } ?? [] }

    /// Runs kubectl with these words and returns what it printed.
    @discardableResult
    package func callAsFunction(
        _ words: String..., input: String? = nil, deadline: Duration = .seconds(30)
    ) async throws(ProgramError) -> String {
        try await program.run(scope + words, input: input, deadline: deadline)
    }

    /// Runs kubectl and returns whatever came of it, failures too.
    package func result(
        _ words: [String], input: String? = nil, deadline: Duration = .seconds(30)
    ) async throws(ProgramError) -> Program.Result {
        try await program.result(scope + words, input: input, deadline: deadline)
    }

    /// Creates what the manifests say.
    package func create(_ manifests: String, deadline: Duration = .seconds(60)) async throws(ProgramError) {
        try await self("create", "-f", "-", input: manifests, deadline: deadline)
    }

    /// An object as the API server would make it, admission included, without making it.
    package func dryRun(_ manifest: String) async throws(ProgramError) -> JSONValue {
        try decode(try await self("create", "--dry-run=server", "-o", "json", "-f", "-", input: manifest))
    }

    /// Reads objects: `get("pods", "-l", "app=shop")`.
    package func get<Value: Decodable>(_ words: String..., as type: Value.Type) async throws(ProgramError) -> Value {
        try decode(try await read(["get"] + words + ["-o", "json"]))
    }

    /// The pods with these labels.
    package func pods(_ selector: String) async throws(ProgramError) -> [Pod] {
        try await get("pods", "-l", selector, as: Listing<Pod>.self).items
    }

    /// The log of all pods with these labels, with times and with who wrote each line.
    package func logs(_ selector: String, container: String) async throws(ProgramError) -> [LogTimes.Line] {
        LogTimes.lines(
            try await read([
                "logs", "-l", selector, "-c", container, "--timestamps", "--prefix", "--tail=-1",
                "--max-log-requests=64", "--ignore-errors",
            ]))
    }

    /// Runs what only reads, again where no server answered: a suite that restarts API servers has to bear it.
    private func read(_ words: [String]) async throws(ProgramError) -> String {
        var last = try await result(words, deadline: .seconds(60))
        for _ in 0..<20 where last.status != 0 && Self.isNoAnswer(last.log) {
            try? await Task.sleep(for: .seconds(1))
            last = try await result(words, deadline: .seconds(60))
        }
        guard last.status == 0 else {
            throw .failed("kubectl " + words.joined(separator: " "), status: last.status, log: last.log)
        }
        return last.output
    }

    private static func isNoAnswer(_ log: String) -> Bool {
        ["was refused", "TLS handshake timeout", "connection reset", "EOF", "i/o timeout"].contains { log.contains($0) }
    }

    /// A watch on the namespace's pods with these labels, from now on.
    package func watchPods(_ selector: String) -> LineFeed {
        let words = selector.replacing("=", with: "%3D")
        return LineFeed(
            program,
            ["get", "--raw", "/api/v1/namespaces/\(namespace ?? "default")/pods?watch=1&labelSelector=\(words)"])
    }

    private func decode<Value: Decodable>(_ text: String) throws(ProgramError) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw .unreadable("kubectl", why: "\(error): \(text.prefix(200))")
        }
    }
}
