import Foundation

/// A connection to a server on 127.0.0.1 that is kept open: enough of them fill a server up.
final class HeldConnection {
    private var fd: Int32

    /// Connects; `nil` when the server is not there.
    private init?(_ port: UInt16) throws {
        fd = try Posix.socket(AF_INET)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        inet_pton(AF_INET, "127.0.0.1", &name.sin_addr)
        let result = withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(fd, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { return nil }
    }

    deinit { close() }

    /// Connects as soon as the server is there, and says something that it answers.
    static func answered(_ port: UInt16, _ question: String, by answer: String) throws -> HeldConnection {
        let limit = Date().addingTimeInterval(WaiterProcess.patience)
        while limit.timeIntervalSinceNow > 0 {
            if let connection = try HeldConnection(port), try connection.hears(question, answer, limit) {
                return connection
            }
            usleep(1000)
        }
        throw TestTimeout(description: "nothing answered on port \(port) with \(answer)")
    }

    /// Connects and says something; `nil` when the answer is another.
    static func heard(_ port: UInt16, _ question: String, _ answer: String) throws -> HeldConnection? {
        let limit = Date().addingTimeInterval(WaiterProcess.patience)
        guard let connection = try HeldConnection(port), try connection.hears(question, answer, limit) else {
            return nil
        }
        return connection
    }

    /// Whether the answer is this one; memcached's error, or the end, says no.
    private func hears(_ question: String, _ answer: String, _ limit: Date) throws -> Bool {
        let bytes = Array(question.utf8)
        guard send(fd, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { return false }
        var heard: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !String(decoding: heard, as: UTF8.self).contains(answer) {
            var interest = pollfd(fd: fd, events: Int16(POLLIN), revents: 0)
            guard poll(&interest, 1, Int32(max(0, limit.timeIntervalSinceNow) * 1000)) > 0 else { return false }
            let count = Posix.read(fd, &buffer)
            guard count > 0 else { return false }
            heard += buffer[..<count]
            if heard.starts(with: Array("ERROR ".utf8)) { return false }
        }
        return true
    }

    func close() {
        if fd >= 0 { Foundation.close(fd) }
        fd = -1
    }
}
