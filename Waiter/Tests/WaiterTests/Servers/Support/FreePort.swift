import Foundation

/// Ports for servers that have to be told theirs.
enum FreePort {
    private static let lock = NSLock()
    /// Below the ports that the system gives to clients, which would take one away between the look and the server.
    private static let range: ClosedRange<UInt16> = 20_000...31_999
    /// Test processes that run beside each other begin at different places.
    nonisolated(unsafe) private static var last = range.lowerBound + UInt16(getpid() % 120) * 100

    /// A port of 127.0.0.1 that nobody has, and that no test gets again.
    static func next() throws -> UInt16 {
        try lock.withLock {
            for _ in range {
                last = last == range.upperBound ? range.lowerBound : last + 1
                if try isFree(last) { return last }
            }
            throw TestTimeout(description: "no port is free")
        }
    }

    private static func isFree(_ port: UInt16) throws -> Bool {
        let fd = try Posix.socket(AF_INET)
        defer { close(fd) }
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        return withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(fd, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
