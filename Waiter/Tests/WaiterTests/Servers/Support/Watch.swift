import Foundation
import Testing

/// The waiter at one target, and what it is to see there.
struct Watch {
    let target: String
    private let waiter: WaiterProcess

    /// Starts to wait.
    init(_ target: String, _ options: [String] = [], environment: [String: String] = [:]) throws {
        self.target = target
        waiter = try WaiterProcess(["wait"] + options + [target], environment: environment)
    }

    /// Starts to wait for a server that is not there.
    static func beforeTheServer(_ target: String, _ options: String...) throws -> Watch {
        let watch = try Watch(target, options)
        try watch.sees("connection refused (127.0.0.1:")
        return watch
    }

    /// Waits until this is the reason why the target is not ready, or was.
    func sees(_ reason: String) throws {
        try waiter.awaitError(reason)
        let line = waiter.errors.split(separator: "\n").last { $0.contains(reason) }
        try #require(line?.hasPrefix("waiter: waiting for ") == true, "\(waiter.errors)")
    }

    /// Waits until there is a reason, which has to be one of two.
    func sees(_ reason: String, or other: String) throws {
        try waiter.awaitError("waiting for")
        try #require(waiter.errors.contains(reason) || waiter.errors.contains(other), "\(waiter.errors)")
    }

    /// The wait ends because the target is ready.
    func endsReady() throws {
        let result = try waiter.finish()
        try #require(result.code == 0, "\(result.errors)")
        try #require(result.errors.contains("waiter: ready "), "\(result.errors)")
    }

    /// A target that is ready now.
    static func ready(_ target: String, _ options: String..., environment: [String: String] = [:]) throws {
        try Watch(target, ["--attempts", "1"] + options, environment: environment).endsReady()
    }

    /// A target that is not ready now, for this reason.
    static func unready(
        _ target: String, _ reason: String, _ options: String..., environment: [String: String] = [:]
    ) throws {
        let arguments = ["wait", "--attempts", "1"] + options + [target]
        let result = try WaiterProcess(arguments, environment: environment).finish()
        try #require(result.code == 124 && result.errors.contains(reason), "\(result.errors)")
    }

    /// A server that accepts and says nothing, as one does that is too busy or hangs: not ready until it speaks.
    static func silent(_ target: String, _ server: RealServer, _ options: String..., phase: String = "no answer") throws
    {
        server.sendToAll(SIGSTOP)
        let arguments = ["--attempt-timeout", "100ms"] + options
        // The signal takes its time to reach every thread.
        let limit = Date().addingTimeInterval(WaiterProcess.patience)
        while try WaiterProcess(["wait", "--attempts", "1"] + arguments + [target]).finish().code == 0 {
            try #require(limit.timeIntervalSinceNow > 0, "the server answers although it is stopped")
        }
        let watch = try Watch(target, arguments)
        try watch.sees("\(phase) (127.0.0.1:")
        server.sendToAll(SIGCONT)
        try watch.endsReady()
    }

    /// A target that is ready, and then is not: `wait --not` ends, and not before.
    static func end(of target: String, _ options: String..., by act: () throws -> Void) throws {
        let waiter = try WaiterProcess(["wait", "--not"] + options + [target])
        try waiter.awaitError("waiting for")
        try #require(waiter.errors.contains(": it is still ready\n"), "\(waiter.errors)")
        try act()
        let result = try waiter.finish()
        try #require(result.code == 0, "\(result.errors)")
    }
}
