import Foundation

/// Where the built programs are.
enum Executable {
    /// Whether the tests run the static program, which has TLS: `make test` says so by WAITER_UNDER_TEST.
    static let isStatic = ProcessInfo.processInfo.environment["WAITER_UNDER_TEST"] != nil

    /// The static program, or the waiter that was built together with the tests: beside the test bundle.
    static let waiter: String = {
        if let path = ProcessInfo.processInfo.environment["WAITER_UNDER_TEST"] { return path }
        var places = CommandLine.arguments
        if let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") { places.append(own) }
        for place in places {
            var folder = URL(fileURLWithPath: place)
            while folder.path != "/" {
                folder.deleteLastPathComponent()
                let candidate = folder.appendingPathComponent("waiter").path
                var isFolder: ObjCBool = false
                if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue {
                    return candidate
                }
            }
        }
        fatalError("the waiter is not beside the tests: \(places)")
    }()
}
