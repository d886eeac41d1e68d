import Probing

/// The connections of one attempt: to every address at once, and again where nobody answers; the first that is ready
/// decides.
final class ConnectionRace {
    /// Makes what to do once connected: a dialogue of its own for each.
    private let purpose: () -> Connection.Purpose
    private let trusts: TrustStore
    private var knocking: Knocking?
    private var connections: [Connection] = []
    private var lastFailure: Verdict?
    /// Whether the last failure is that of an address where somebody answered.
    private var isAnswered = false

    /// A race that knocks at that interval, or once where there is none.
    init(knockInterval: Int64?, trusts: TrustStore, now: Int64, purpose: @escaping () -> Connection.Purpose) {
        self.purpose = purpose
        self.trusts = trusts
        knocking = knockInterval.map { Knocking(began: now, interval: $0) }
    }

    /// Why the target is not ready, when that is known before the attempt is over.
    var note: String? { connections.first { $0.note != nil }?.note }

    /// What the connections were doing when their time was up.
    var activity: String? { connections.first?.activity }

    /// Begins. Returns the verdict when there is one at once.
    func start(_ addresses: [Connection.Address], _ now: Int64) -> Verdict? {
        for address in addresses.prefix(16) { knock(address, now) }
        return connections.isEmpty ? lastFailure ?? .notReady("the name has no address") : nil
    }

    private func knock(_ address: Connection.Address, _ now: Int64) {
        let fd = address.connect()
        if fd < 0 {
            lastFailure = Connection.failure(fd, address)
        } else {
            connections.append(Connection(fd: fd, address: address, purpose: purpose(), trusts: trusts, now: now))
        }
    }

    func prepare(_ poller: inout Poller) {
        for connection in connections { connection.prepare(&poller) }
        if let knocking, connections.contains(where: { $0.isUnanswered }) { poller.wake(at: knocking.due) }
    }

    /// Goes on as far as it can. Returns the verdict once there is one.
    func advance(_ poller: Poller, _ now: Int64) -> Verdict? {
        for connection in connections where connection.isOpen {
            let verdict = connection.advance(poller, now)
            if verdict == .ready { return .ready }
            guard let verdict else {
                if connection.wasConnected { dropOthers(than: connection) }
                continue
            }
            // An address where somebody answers says more than one where nobody listens, whichever comes last.
            if connection.wasConnected || !isAnswered { lastFailure = verdict }
            isAnswered = isAnswered || connection.wasConnected
            dropOthers(than: connection)
            connection.close()
            connections.removeAll { $0 === connection }
            if connections.isEmpty { return lastFailure }
        }
        if knocking?.isDue(at: now) == true { knockAgain(now) }
        return nil
    }

    /// Somebody answered at this address, if only by a refusal: the other knocks there have nothing to add.
    private func dropOthers(than answered: Connection) {
        guard knocking != nil else { return }
        connections.removeAll { other in
            guard other !== answered, other.isUnanswered, other.address == answered.address else { return false }
            other.close()
            return true
        }
    }

    private func knockAgain(_ now: Int64) {
        var seen: [Connection.Address] = []
        for connection in connections where connection.isUnanswered && !seen.contains(connection.address) {
            seen.append(connection.address)
            let open = connections.filter { $0.isUnanswered && $0.address == connection.address }
            if open.count >= Knocking.most {
                open[1].close()
                connections.removeAll { $0 === open[1] }
            }
            knock(connection.address, now)
        }
    }

    func close() {
        for connection in connections { connection.close() }
        connections = []
    }
}
