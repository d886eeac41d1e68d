import CPosix
import Probing

/// One connection of an attempt: connects, then has its dialogue, or looks whether it is closed at once.
final class Connection {
    /// Where it goes.
    enum Address: Equatable {
        case inet(IPAddress, port: UInt16)
        case unix(path: String)

        /// For a message.
        var shown: String {
            switch self {
            case .unix(let path): path
            case .inet(let address, let port):
                (address.bytes.count == 16 ? "[" + address.description + "]" : address.description) + ":"
                    + String(port)
            }
        }

        /// Begins to connect. Returns a descriptor, or the negative number of an error.
        func connect() -> Int32 {
            switch self {
            case .unix(let path): path.withCString { px_connect_unix($0) }
            case .inet(let address, let port):
                address.bytes.withUnsafeBufferPointer {
                    px_connect_inet($0.baseAddress, Int32($0.count), port, false)
                }
            }
        }
    }

    /// What to do once connected.
    enum Purpose {
        /// An address that accepts and closes at once is not ready; the connection has to stay so long.
        case connect(settle: Int64?)
        /// A dialogue, over TLS from the start or not.
        case talk(ServerEndpoint, Dialogue)
    }

    private enum State {
        case connecting
        /// Connected, with nothing to say: looks whether the connection stays.
        case settling(Settling, until: Int64)
        case securing
        case talking
        case done
    }

    private(set) var address: Address
    private var stream: ByteStream
    private let purpose: Purpose
    private let trusts: TrustStore
    private let began: Int64
    private var startsWithTLS: Bool
    private var state = State.connecting
    /// That there may be more to read than one turn of the loop took: a poll does not see what TLS holds.
    private var hasMore = false
    /// Why the target is not ready, as long as the server keeps the connection and will say more.
    private(set) var note: String?
    /// Whether somebody was there.
    private(set) var wasConnected = false

    /// Whether it is in use.
    var isOpen: Bool { if case .done = state { false } else { true } }
    /// Whether nobody has answered yet, neither with a connection nor with a refusal.
    var isUnanswered: Bool { if case .connecting = state { !wasConnected } else { false } }

    /// Takes over the descriptor of a connection that was begun.
    init(fd: Int32, address: Address, purpose: Purpose, trusts: TrustStore, now: Int64) {
        self.address = address
        self.purpose = purpose
        self.trusts = trusts
        stream = ByteStream(fd: fd)
        began = now
        if case .talk(let server, _) = purpose { startsWithTLS = server.startsWithTLS } else { startsWithTLS = false }
    }

    /// Words for a connection that cannot be made.
    static func failure(_ code: Int32, _ address: Address) -> Verdict {
        .unready("\(System.errorText(code)) (\(address.shown))")
    }

    func prepare(_ poller: inout Poller) {
        switch state {
        case .connecting: poller.watch(stream.fd, read: false, write: true)
        case .settling(_, let until):
            poller.watch(stream.fd, read: true, write: false)
            poller.wake(at: until)
        case .securing, .talking:
            poller.watch(stream.fd, read: true, write: stream.wantsWrite)
            if hasMore { poller.wake(at: 0) }
        case .done: break
        }
    }

    /// Goes on as far as it can. Returns the verdict once there is one.
    func advance(_ poller: Poller, _ now: Int64) -> Verdict? {
        if case .settling = state { return settle(poller, now) }
        guard hasMore || poller.isReady(stream.fd) else { return nil }
        hasMore = false
        if case .connecting = state {
            let result = px_connect_result(stream.fd)
            guard result == 0 else { return Connection.failure(result, address) }
            if let verdict = connected(now) { return verdict }
        }
        var buffer = [UInt8](repeating: 0, count: 16_384)
        // Bounded: a peer that never stops sending must not keep deadlines, signals and other targets waiting.
        for _ in 0..<64 {
            switch state {
            case .securing:
                switch stream.handshake(&buffer) {
                case .going: return nil
                case .failed(let reason): return .unready("\(reason) (\(address.shown))")
                case .over:
                    state = .talking
                    if case .talk(_, let dialogue) = purpose { stream.send(dialogue.opening()) }
                }
            case .talking:
                guard case .talk(_, let dialogue) = purpose else { return nil }
                stream.flush()
                switch stream.read(&buffer) {
                case .nothing: return nil
                case .end: return dialogue.closed()
                case .reset:
                    // What was cut off is not whole, whatever a protocol makes of its end.
                    let verdict = dialogue.closed()
                    return verdict == .ready ? .unready("the connection was reset (\(address.shown))") : verdict
                case .broken(let reason): return .unready("\(reason) (\(address.shown))")
                case .bytes(let count):
                    if let verdict = take(dialogue.receive(buffer[..<count]), dialogue) { return verdict }
                }
            case .connecting, .settling, .done: return nil
            }
        }
        hasMore = true
        return nil
    }

    private func connected(_ now: Int64) -> Verdict? {
        wasConnected = true
        switch purpose {
        case .connect(let least):
            state = .settling(settling(now, atLeast: least), until: now)
            return settle(nil, now)
        case .talk(_, let dialogue):
            if startsWithTLS { return secure() }
            state = .talking
            stream.send(dialogue.opening())
            return nil
        }
    }

    /// What a connection that was made has to wait for.
    ///
    /// A connection is made by the kernel, before its server knows of it. A proxy that has no server behind it closes
    /// it after it has taken it: on a busy machine that may be long after the connect, but is soon after the accept. How
    /// soon depends on how it finds out: an Envoy whose server refuses fooled 11 of 1,500 looks of 1 ms, one of 1,500
    /// of 2 ms and none of 1,000 of 5 ms (Docs/benchmarks.md).
    private func settling(_ now: Int64, atLeast settle: Int64?) -> Settling {
        if case .inet(let host, let port) = address, host.isLoopback, px_accept_queue(port) >= 0 {
            return .unaccepted(port: port, limit: now + 50, margin: settle ?? 5)
        }
        // Twice the time of the connect is about two round trips.
        return .timed(until: now + (settle ?? min(50, max(10, 2 * (now - began)))))
    }

    private func settle(_ poller: Poller?, _ now: Int64) -> Verdict? {
        guard case .settling(var settling, _) = state else { return nil }
        if poller?.isReady(stream.fd) == true {
            var byte: UInt8 = 0
            let count = px_read(stream.fd, &byte, 1)
            if count == 0 {
                return .unready("the connection was accepted and closed at once (\(address.shown))")
            }
            if count < 0, count != ByteStream.again {
                return .unready("the connection was accepted and reset at once (\(address.shown))")
            }
            return .ready
        }
        let wake = settling.next(now) { px_accept_queue($0) }
        guard let wake else { return .ready }
        state = .settling(settling, until: wake)
        return nil
    }

    private func secure() -> Verdict? {
        guard case .talk(let server, _) = purpose else { return nil }
        do throws(TrustStore.Failure) {
            stream.secure(try trusts.session(for: server))
            state = .securing
            return nil
        } catch {
            return .notReady(error.reason)
        }
    }

    private func take(_ step: ConversationStep, _ dialogue: Dialogue) -> Verdict? {
        switch step {
        case .read: return nil
        case .note(let text):
            note = text
            return nil
        case .send(let bytes):
            stream.send(bytes)
            return nil
        case .startTLS: return secure()
        case .finish(let verdict):
            stream.send(dialogue.goodbye())
            return verdict
        case .reconnect(let port, let tls):
            stream.close()
            note = nil
            if let port, case .inet(let host, _) = address { address = .inet(host, port: port) }
            if let tls { startsWithTLS = tls }
            let fd = address.connect()
            guard fd >= 0 else {
                state = .done
                return Connection.failure(fd, address)
            }
            stream = ByteStream(fd: fd)
            state = .connecting
            return nil
        }
    }

    /// What the connection was doing when its time was up.
    var activity: String {
        switch state {
        case .connecting: "no connection (" + address.shown + ")"
        case .securing: "no end of the TLS handshake (" + address.shown + ")"
        case .settling, .talking: "no answer (" + address.shown + ")"
        case .done: "nothing"
        }
    }

    func close() {
        if case .done = state { return }
        state = .done
        stream.close()
    }
}
