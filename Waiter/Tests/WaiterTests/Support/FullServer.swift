import Foundation

/// A port on which connections are neither accepted nor refused.
final class FullServer {
    let port: UInt16
    private let server: TestServer
    private var callers: [Int32] = []

    init() throws {
        server = try TestServer(listens: false)
        port = server.port
        try server.listen(backlog: 0)
        for _ in 0..<4 {
            let caller = try Posix.socket(AF_INET)
            callers.append(caller)
            _ = fcntl(caller, F_SETFL, O_NONBLOCK)
            server.withAddress { _ = connect(caller, $0, $1) }
        }
    }

    /// From now on connections are accepted.
    func listen() throws { try server.listen() }

    #if os(Linux)
        /// How many connections to it have got no answer yet, the server's own callers included.
        func unanswered() throws -> Int {
            // The remote address is followed by the state, and 02 is SYN_SENT.
            let wanted = String(format: ":%04X 02 ", port)
            // Its length is not known before it is read: Foundation's one read gives a page of it.
            let file = try Posix.check(open("/proc/net/tcp", O_RDONLY | O_CLOEXEC), "open")
            defer { close(file) }
            var table: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65536)
            while case let count = Posix.read(file, &buffer), count > 0 { table += buffer[..<count] }
            return String(decoding: table, as: UTF8.self).split(separator: "\n").filter { $0.contains(wanted) }.count
        }
    #endif

    deinit {
        for caller in callers { close(caller) }
    }
}
