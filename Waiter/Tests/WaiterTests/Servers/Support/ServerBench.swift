import Foundation

/// The servers and folders of one test. They are gone when the test is over, however it ends.
final class ServerBench: @unchecked Sendable {
    /// The bench of the test that runs.
    @TaskLocal static var current: ServerBench?

    private let lock = NSLock()
    private var servers: [RealServer] = []

    /// How many servers were started.
    var count: Int { lock.withLock { servers.count } }

    func add(_ server: RealServer) {
        lock.withLock { servers.append(server) }
    }

    /// What all servers said.
    var said: String {
        lock.withLock { servers.map { $0.said }.joined(separator: "\n") }
    }

    /// Ends all servers, the last one first.
    func clear() {
        for server in lock.withLock({ servers.reversed() }) { server.stop() }
        lock.withLock { servers = [] }
    }
}
