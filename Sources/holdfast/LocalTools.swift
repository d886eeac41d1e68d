import ArgumentParser
import Foundation

/// A directory of this run's own, with the waiter under the names that manifests call it by.
struct LocalTools {
    let waiter: String
    let directory: String

    init(waiter given: String?) throws {
        guard let found = LocalTools.find(given) else {
            throw ValidationError(
                "the waiter was not found; build it with `make build`, or name it with --waiter or $HOLDFAST_WAITER")
        }
        waiter = found
        directory = NSTemporaryDirectory() + "/holdfast-\(getpid())"
        let bin = directory + "/bin"
        try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
        // The mesh's agent is not on this machine; the waiter knows its `wait`.
        for name in ["waiter", "pilot-agent"] {
            try? FileManager.default.createSymbolicLink(atPath: bin + "/" + name, withDestinationPath: found)
        }
    }

    /// Where the containers of a pod tell each other how they are.
    func stateDirectory(_ title: String) -> String {
        let path = directory + "/state/" + title.replacingOccurrences(of: "/", with: "-")
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: directory)
    }

    private static func find(_ given: String?) -> String? {
        let environment = ProcessInfo.processInfo.environment
        if let named = given ?? environment["HOLDFAST_WAITER"] { return isProgram(named) ? absolute(named) : nil }
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = (own as NSString).deletingLastPathComponent + "/waiter"
        if isProgram(beside) { return beside }
        for folder in (environment["PATH"] ?? "").split(separator: ":") where isProgram(folder + "/waiter") {
            return absolute(folder + "/waiter")
        }
        return nil
    }

    private static func isProgram(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }
}
