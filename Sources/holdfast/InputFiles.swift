import Foundation
import Manifests

/// Reads files, directories and standard input.
enum InputFiles {
    static let extensions = ["yaml", "yml", "json"]
    /// The largest file that is read, in bytes.
    static let limit = 256 << 20

    static func read(_ names: [String], _ report: inout DiagnosticReport) -> [Source] {
        var sources: [Source] = []
        for name in names {
            if name == "-" {
                let data = FileHandle.standardInput.readDataToEndOfFile()
                sources.append(Source(name: "<stdin>", bytes: [UInt8](data)))
                continue
            }
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: name, isDirectory: &isDirectory) else {
                report.add([Diagnostic(.error, "there is no such file", cure: "check the path", file: name)])
                continue
            }
            if isDirectory.boolValue {
                let entries = ((try? FileManager.default.contentsOfDirectory(atPath: name)) ?? []).sorted()
                let files = entries.filter { entry in extensions.contains { entry.hasSuffix("." + $0) } }
                for file in files { read(file: name + "/" + file, &sources, &report) }
            } else {
                read(file: name, &sources, &report)
            }
        }
        return sources
    }

    private static func read(file: String, _ sources: inout [Source], _ report: inout DiagnosticReport) {
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: file))
            guard data.count <= limit else {
                report.add([Diagnostic(.error, "the file has more than \(limit) bytes", cure: "split it", file: file)])
                return
            }
            sources.append(Source(name: file, bytes: [UInt8](data)))
        } catch {
            report.add([Diagnostic(.error, "cannot be read: \(error.localizedDescription)", file: file)])
        }
    }
}
