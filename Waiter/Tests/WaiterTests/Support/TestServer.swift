import Foundation

/// A server on loopback, on a port of its own or on a UNIX socket, with one thread.
final class TestServer: @unchecked Sendable {
    /// What happens with a connection; it is closed afterwards, unless it is kept.
    enum Behaviour {
        /// Keeps every connection open.
        case keep
        /// Closes every connection at once.
        case close
        /// Closes every connection a little later, as a proxy does that has to look for its server first.
        case closeLater(milliseconds: UInt32)
        /// Sends the first bytes, and then the others again and again.
        case flood([UInt8], [UInt8])
        /// Answers each request with the next of these texts, the last one again and again.
        case answer([String])
    }

    let port: UInt16
    private let listener: Int32
    private let behaviour: Behaviour
    private let lock = NSLock()
    private var kept: [Int32] = []
    private var received: [String] = []

    /// What was asked so far.
    var requests: [String] { lock.withLock { received } }

    /// Binds to a port on loopback and listens, unless that is left for later: until then connections are refused.
    init(_ behaviour: Behaviour = .keep, address: String = "127.0.0.1", listens: Bool = true) throws {
        self.behaviour = behaviour
        listener = try Posix.socket(AF_INET)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        inet_pton(AF_INET, address, &name.sin_addr)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        try withUnsafeMutablePointer(to: &name) { [listener] pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                _ = try Posix.check(bind(listener, pointer, length), "bind")
                _ = try Posix.check(getsockname(listener, pointer, &length), "getsockname")
            }
        }
        port = UInt16(bigEndian: name.sin_port)
        if listens { try listen() }
    }

    /// Binds to a UNIX socket and listens.
    init(_ behaviour: Behaviour = .keep, path: String) throws {
        self.behaviour = behaviour
        port = 0
        listener = try Posix.socket(AF_UNIX)
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        try withUnsafePointer(to: &name) { [listener] pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = try Posix.check(bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size)), "bind")
            }
        }
        try listen()
    }

    /// Calls `body` with the address that the server is bound to.
    func withAddress(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Void) {
        var name = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(listener, $0, &length)
                body($0, length)
            }
        }
    }

    /// Listens without ever taking a connection.
    func listen(backlog: Int32) throws {
        _ = try Posix.check(Foundation.listen(listener, backlog), "listen")
    }

    func listen() throws {
        try listen(backlog: 128)
        let (listener, behaviour) = (listener, behaviour)
        Thread.detachNewThread { [weak self] in
            while true {
                guard let connection = Posix.accept(listener) else { break }
                guard let self else {
                    Foundation.close(connection)
                    break
                }
                self.serve(connection, behaviour)
            }
            Foundation.close(listener)
        }
    }

    deinit {
        // Wakes the thread up, which then closes the listener.
        shutdown(listener, Int32(SHUT_RDWR))
        for connection in kept { Foundation.close(connection) }
    }

    private func serve(_ connection: Int32, _ behaviour: Behaviour) {
        switch behaviour {
        case .keep: lock.withLock { kept.append(connection) }
        case .close: Foundation.close(connection)
        case .flood(let first, let others):
            var count = send(connection, first, first.count, Int32(MSG_NOSIGNAL))
            while count > 0 { count = send(connection, others, others.count, Int32(MSG_NOSIGNAL)) }
            Foundation.close(connection)
        case .closeLater(let milliseconds):
            usleep(milliseconds * 1000)
            Foundation.close(connection)
        case .answer(let answers):
            var request: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 4096)
            while !String(decoding: request, as: UTF8.self).contains("\r\n\r\n") {
                let count = Posix.read(connection, &buffer)
                guard count > 0 else { break }
                request += buffer[..<count]
            }
            let index = lock.withLock {
                received.append(String(decoding: request, as: UTF8.self))
                return min(received.count, answers.count) - 1
            }
            let answer = Array(answers[index].utf8)
            _ = send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
            Foundation.close(connection)
        }
    }
}

/// The text of an HTTP response.
func response(_ status: String, _ body: String = "", headers: String = "") -> String {
    "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)"
}
