import Foundation
import Manifests

/// Runs kubectl, so that every kubeconfig works and nothing of HTTP or TLS is linked.
struct Kubectl {
    /// Options of every call.
    let options: [String]

    /// What it prints. A server that does not answer ends the call after 20 seconds.
    func run(_ arguments: [String]) throws(KubectlError) -> String {
        guard let path = Kubectl.path() else { throw .absent }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = options + ["--request-timeout=20s"] + arguments
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        // A file rather than a second pipe: of two pipes one can fill up while the other is being read.
        let errors = FileManager.default.temporaryDirectory.appendingPathComponent("holdfast-\(UUID().uuidString)")
        guard FileManager.default.createFile(atPath: errors.path, contents: nil),
            let errorHandle = FileHandle(forWritingAtPath: errors.path)
        else { throw .failed("no temporary file can be made in \(errors.deletingLastPathComponent().path)") }
        defer { try? FileManager.default.removeItem(at: errors) }
        process.standardOutput = output
        process.standardError = errorHandle
        do { try process.run() } catch { throw .failed("\(path) cannot be run: \(error.localizedDescription)") }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let text = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
            throw .failed(text.split(separator: "\n").last.map(String.init) ?? "")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// One JSON document.
    func read(_ text: String) throws(KubectlError) -> Document {
        var found: Document?
        do throws(ParseError) { found = try YAML.parse(text, name: "kubectl").first } catch {
            throw .unreadable(error.message)
        }
        guard let found else { throw .unreadable("it is empty") }
        return found
    }

    /// A query's value: tokens of pages hold characters that mean something there.
    static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }

    private static func path() -> String? {
        let directories = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return directories.map { "\($0)/kubectl" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
