import Foundation

/// What this machine has of the real servers: see Scripts/install-servers.sh.
enum Installed {
    /// The one in PATH is a wrapper that only root may call.
    static let rabbitMQ = "/usr/lib/rabbitmq/bin/rabbitmq-server"
    /// Names the other libraries that it needs.
    static let zooKeeper = "/usr/share/java/zookeeper.jar"

    /// Servers are often where only root's PATH leads.
    private static let folders: [String] = {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        var folders = path.split(separator: ":").map(String.init) + ["/usr/local/sbin", "/usr/sbin", "/sbin"]
        folders += children(of: "/usr/lib/postgresql").map { $0 + "/bin" }
        // Where Scripts/install-envoy.sh puts it: this file is Waiter/Tests/WaiterTests/Servers/Support/Installed.swift.
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<6 { root.deleteLastPathComponent() }
        folders += children(of: root.path + "/.cache").filter { $0.contains("/envoy-") }.map { $0 + "/bin" }
        return folders
    }()

    private static func children(of folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().reversed().map { folder + "/" + $0 }
    }

    /// Where a program is.
    static func path(_ program: String) -> String? {
        let places = program.hasPrefix("/") ? [program] : folders.map { $0 + "/" + program }
        return places.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Whether all of these programs are there.
    static func has(_ programs: String...) -> Bool {
        programs.allSatisfy { path($0) != nil }
    }

    /// Whether there is such a file.
    static func isThere(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    /// Runs a tool to its end; it has to succeed.
    @discardableResult
    static func run(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws -> String {
        guard let path = path(program) else { throw TestTimeout(description: "\(program) is not installed") }
        let result = try WaiterProcess(arguments, program: path, environment: environment).finish()
        guard result.code == 0 else {
            throw TestTimeout(description: "\(program) \(arguments): \(result.output)\(result.errors)")
        }
        return result.output
    }
}
