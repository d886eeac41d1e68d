import Foundation

/// A name server on port 53 of a loopback address, and a way to let a process use no other: needs root and Linux.
final class TestNameServer: @unchecked Sendable {
    private static let lock = NSLock()
    nonisolated(unsafe) private static var count: UInt8 = 0

    private let fd: Int32
    private let folder: TestFolder

    /// Whether this machine lets a test have a mount namespace and port 53.
    static let isPossible: Bool = {
        guard geteuid() == 0, let probe = try? WaiterProcess(["-m", "true"], program: "unshare") else { return false }
        return (try? probe.finish())?.code == 0 && (try? TestNameServer(known: [:])) != nil
    }()

    /// Answers questions for A with these addresses, those for other types with nothing; other names do not exist.
    init(known: [String: [UInt8]]) throws {
        // An address of its own: the one before may not be closed yet.
        let number = Self.lock.withLock {
            Self.count += 1
            return Self.count
        }
        let address = "127.53.\(getpid() & 0xFF).\(number)"
        folder = try TestFolder()
        try folder.write("resolv.conf", "nameserver \(address)\noptions ndots:1\n")
        fd = try Posix.socket(AF_INET, datagram: true)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = UInt16(53).bigEndian
        inet_pton(AF_INET, address, &name.sin_addr)
        try withUnsafePointer(to: &name) { [fd] pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = try Posix.check(bind(fd, $0, socklen_t(MemoryLayout<sockaddr_in>.size)), "bind")
            }
        }
        let fd = fd
        Thread.detachNewThread {
            var peer = sockaddr_storage()
            var buffer = [UInt8](repeating: 0, count: 1500)
            while true {
                var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
                withUnsafeMutablePointer(to: &peer) { peer in
                    peer.withMemoryRebound(to: sockaddr.self, capacity: 1) { peer in
                        let count = recvfrom(fd, &buffer, buffer.count, 0, peer, &length)
                        // A question has a header, a name, a type and a class; shutdown gives nothing.
                        guard count > 16 else { return length = 0 }
                        let reply = Self.reply(Array(buffer[..<count]), known)
                        sendto(fd, reply, reply.count, 0, peer, length)
                    }
                }
                if length == 0 { break }
            }
            close(fd)
        }
    }

    deinit {
        shutdown(fd, Int32(SHUT_RDWR))
    }

    private static func reply(_ query: [UInt8], _ known: [String: [UInt8]]) -> [UInt8] {
        var labels: [String] = []
        var end = 12
        while end < query.count, query[end] != 0 {
            labels.append(String(decoding: query[(end + 1)...].prefix(Int(query[end])), as: UTF8.self))
            end += Int(query[end]) + 1
        }
        let question = query[12...].prefix(end + 5 - 12)
        let address = known[labels.joined(separator: ".")]
        let wantsA = question.dropLast(2).last == 1
        var answer: [UInt8] = []
        if let address, wantsA { answer = [0xC0, 0x0C, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4] + address }
        return query[..<2] + [0x81, address == nil ? 0x83 : 0x80, 0, 1, 0, answer.isEmpty ? 0 : 1, 0, 0, 0, 0]
            + question
            + answer
    }

    /// Runs the waiter where /etc/resolv.conf names this server.
    func run(_ arguments: String...) throws -> ProcessResult {
        let script = "mount --bind \"$0\" /etc/resolv.conf && exec \"$@\""
        return try WaiterProcess(
            ["-m", "/bin/sh", "-c", script, folder.file("resolv.conf"), Executable.waiter] + arguments,
            program: "unshare"
        ).finish()
    }
}
