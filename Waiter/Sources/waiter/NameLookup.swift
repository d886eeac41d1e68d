import CPosix
import Probing

/// Carries out a ``DNSLookup``: sockets to name servers, and its timer.
final class NameLookup {
    private struct Channel {
        var id: DNSChannel
        var fd: Int32
        /// Of a TCP channel, what is still to be sent.
        var unsent: [UInt8]
    }

    private var lookup: DNSLookup
    private let servers: [IPAddress]
    private var channels: [Channel] = []
    private var timer: Int64?
    private var outcome: DNSLookup.Outcome?

    init(_ lookup: DNSLookup, servers: [IPAddress]) {
        self.lookup = lookup
        self.servers = servers
    }

    func start(_ now: Int64) -> DNSLookup.Outcome? {
        carryOut(lookup.start(now: now), now)
        return outcome
    }

    func prepare(_ poller: inout Poller) {
        for channel in channels { poller.watch(channel.fd, read: true, write: !channel.unsent.isEmpty) }
        poller.wake(at: timer)
    }

    func advance(_ poller: Poller, _ now: Int64) -> DNSLookup.Outcome? {
        for channel in channels where poller.isReady(channel.fd) {
            serve(channel.id, now)
            if outcome != nil { return outcome }
        }
        if let due = timer, due <= now {
            timer = nil
            carryOut(lookup.timeout(now: now), now)
        }
        return outcome
    }

    private func serve(_ id: DNSChannel, _ now: Int64) {
        guard let index = channels.firstIndex(where: { $0.id == id }) else { return }
        let fd = channels[index].fd
        if !channels[index].unsent.isEmpty {
            let unsent = channels[index].unsent
            let count = unsent.withUnsafeBufferPointer { px_write(fd, $0.baseAddress, Int64($0.count)) }
            if count > 0 { channels[index].unsent.removeFirst(Int(count)) }
            if count < 0, count != Int64(PX_AGAIN) { return fail(id, now) }
        }
        var buffer = [UInt8](repeating: 0, count: 16_384)
        let count = buffer.withUnsafeMutableBufferPointer { px_read(fd, $0.baseAddress, Int64($0.count)) }
        if count == Int64(PX_AGAIN) { return }
        // An empty datagram is nothing; an ended stream is a failure.
        if count < 0 || count == 0 && id.transport == .tcp { return fail(id, now) }
        carryOut(lookup.receive(Array(buffer[..<Int(count)]), on: id, now: now), now)
    }

    private func fail(_ id: DNSChannel, _ now: Int64) {
        close(id)
        carryOut(lookup.failed(on: id, now: now), now)
    }

    private func carryOut(_ actions: [DNSLookup.Action], _ now: Int64) {
        for action in actions {
            switch action {
            case .sendUDP(let id, let bytes): open(id, bytes, now)
            case .openTCP(let id, let bytes):
                close(id)
                open(id, bytes, now)
            case .setTimer(let at): timer = at
            case .finish(let result): outcome = result
            }
        }
    }

    private func open(_ id: DNSChannel, _ bytes: [UInt8], _ now: Int64) {
        guard servers.indices.contains(id.server) else { return }
        let address = servers[id.server].bytes
        let isDatagram = id.transport == .udp
        if let channel = channels.first(where: { $0.id == id }) {
            _ = bytes.withUnsafeBufferPointer { px_write(channel.fd, $0.baseAddress, Int64($0.count)) }
            return
        }
        let fd = address.withUnsafeBufferPointer {
            px_connect_inet($0.baseAddress, Int32($0.count), 53, isDatagram)
        }
        guard fd >= 0 else { return carryOut(lookup.failed(on: id, now: now), now) }
        channels.append(Channel(id: id, fd: fd, unsent: isDatagram ? [] : bytes))
        guard isDatagram else { return }
        let count = bytes.withUnsafeBufferPointer { px_write(fd, $0.baseAddress, Int64($0.count)) }
        if count < 0 { fail(id, now) }
    }

    private func close(_ id: DNSChannel) {
        guard let index = channels.firstIndex(where: { $0.id == id }) else { return }
        px_close(channels[index].fd)
        channels.remove(at: index)
    }

    func close() {
        for channel in channels { px_close(channel.fd) }
        channels = []
    }
}
