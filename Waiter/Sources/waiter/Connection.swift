import CPosix
import Probing

/// One connection of an attempt: connects, then has its conversation, or looks whether it is closed at once.
final class Connection {
    private enum State {
        case connecting
        /// Connected, with nothing to say: an address that accepts and closes at once is not ready.
        case settling(until: Int64)
        case talking(HTTPConversation, unsent: [UInt8])
        case done
    }

    /// What to do once connected.
    enum Purpose {
        case connect
        case http(HTTPEndpoint)
    }

    private let fd: Int32
    private let place: String
    private let purpose: Purpose
    private let began: Int64
    private var state = State.connecting

    /// Takes over the descriptor of a connection that was begun.
    init(fd: Int32, place: String, purpose: Purpose, now: Int64) {
        self.fd = fd
        self.place = place
        self.purpose = purpose
        began = now
    }

    /// Words for a connection that cannot be made.
    static func failure(_ code: Int32, place: String) -> Verdict {
        .notReady(System.errorText(code) + " (" + place + ")")
    }

    func prepare(_ poller: inout Poller) {
        switch state {
        case .connecting: poller.watch(fd, read: false, write: true)
        case .settling(let until):
            poller.watch(fd, read: true, write: false)
            poller.wake(at: until)
        case .talking(_, let unsent): poller.watch(fd, read: true, write: !unsent.isEmpty)
        case .done: break
        }
    }

    /// Goes on as far as it can. Returns the verdict once there is one.
    func advance(_ poller: Poller, _ now: Int64) -> Verdict? {
        if case .connecting = state {
            guard poller.isReady(fd) else { return nil }
            let result = px_connect_result(fd)
            guard result == 0 else { return Connection.failure(result, place: place) }
            switch purpose {
            case .connect:
                // Twice the time of the connect is about two round trips: time enough for a refusal that follows.
                state = .settling(until: now + min(50, max(1, 2 * (now - began))))
                return nil
            case .http(let endpoint):
                var conversation = HTTPConversation(request: endpoint.request, expectation: endpoint.expectation)
                let opening = conversation.opening()
                state = .talking(conversation, unsent: opening)
            }
        }
        switch state {
        case .settling(let until):
            if poller.isReady(fd) {
                var byte: UInt8 = 0
                let count = px_read(fd, &byte, 1)
                if count == 0 { return .notReady("the connection was accepted and closed at once (" + place + ")") }
                if count < 0, count != Connection.again {
                    return .notReady("the connection was accepted and reset at once (" + place + ")")
                }
                return .ready
            }
            return now >= until ? .ready : nil
        case .talking(var conversation, var unsent):
            let verdict = talk(&conversation, &unsent)
            state = .talking(conversation, unsent: unsent)
            return verdict
        case .connecting, .done: return nil
        }
    }

    private func talk(_ conversation: inout HTTPConversation, _ unsent: inout [UInt8]) -> Verdict? {
        if !unsent.isEmpty, !send(&unsent) { return conversation.closed() }
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = buffer.withUnsafeMutableBufferPointer { px_read(fd, $0.baseAddress, Int64($0.count)) }
            if count == Connection.again { return nil }
            if count <= 0 { return conversation.closed() }
            switch conversation.receive(buffer[..<Int(count)]) {
            case .read, .note, .startTLS, .reconnect: break
            case .send(let bytes):
                unsent += bytes
                if !send(&unsent) { return conversation.closed() }
            case .finish(let verdict): return verdict
            }
        }
    }

    /// Sends what fits; `false` when the connection is broken.
    private func send(_ unsent: inout [UInt8]) -> Bool {
        let count = unsent.withUnsafeBufferPointer { px_write(fd, $0.baseAddress, Int64($0.count)) }
        if count == Connection.again { return true }
        // A server may answer and close before it has read everything: what it said is still to be read.
        if count < 0 {
            unsent = []
            return true
        }
        unsent.removeFirst(Int(count))
        return true
    }

    /// What the connection was doing when its time was up.
    var activity: String {
        switch state {
        case .connecting: "no connection (" + place + ")"
        case .settling, .talking: "no answer (" + place + ")"
        case .done: "nothing"
        }
    }

    func close() {
        if case .done = state { return }
        state = .done
        px_close(fd)
    }

    private static var again: Int64 { Int64(PX_AGAIN) }
}
