import CPosix
import Probing

/// One attempt at one target: resolves, connects to every address side by side, talks.
final class Attempt {
    /// The target's place in the wait.
    let index: Int
    private let target: Target
    private let deadline: Int64
    private let began: Int64
    private let names: Names
    private var lookup: NameLookup?
    private var connections: [Connection] = []
    /// The command of an `exec` target, as long as it runs.
    private(set) var child: Int32 = 0
    private var lastFailure: Verdict?

    init(index: Int, target: Target, began: Int64, deadline: Int64, names: Names) {
        self.index = index
        self.target = target
        self.began = began
        self.deadline = deadline
        self.names = names
    }

    /// Begins. Returns the verdict when there is one at once. `waitBegan` is what a delay counts from.
    func start(waitBegan: Int64) -> Verdict? {
        switch target.endpoint {
        case .delay(let time):
            return began - waitBegan >= time ? .ready : .notReady("the delay is not over")
        case .file(let path, let nonempty):
            switch path.withCString({ px_look($0) }) {
            case 0: return .notReady("it does not exist")
            case 1: return nonempty ? .notReady("it is empty") : .ready
            case 2: return .ready
            case let error: return .notReady(System.errorText(error))
            }
        case .exec(let words):
            child = System.withArguments(words) { px_spawn($0, true) }
            if child > 0 { return nil }
            return .never("cannot run " + (words.first ?? "") + ": " + System.errorText(child))
        case .unix(let path):
            return connect(path: path, .connect)
        case .tcp(let host, let port):
            return resolve(host) ?? connect(names.known(host), port, .connect)
        case .http(let endpoint):
            if let path = endpoint.socketPath { return connect(path: path, .http(endpoint)) }
            return resolve(endpoint.host) ?? connect(names.known(endpoint.host), endpoint.port, .http(endpoint))
        case .dns(let name, let types, let minimum):
            let wantsAddresses = types.contains(.a) || types.contains(.aaaa)
            if wantsAddresses, names.known(name).count >= minimum { return .ready }
            return ask(name, types)
        }
    }

    /// Asks a name server when the host is not known here.
    private func resolve(_ host: String) -> Verdict? {
        names.known(host).isEmpty ? ask(host, [.aaaa, .a]) : nil
    }

    private func ask(_ host: String, _ types: [DNSRecordType]) -> Verdict? {
        do throws(DNSNameError) {
            let lookup = NameLookup(
                try names.lookup(host, types: types, deadline: deadline), servers: names.servers())
            self.lookup = lookup
            return lookup.start(began).flatMap { resolved($0, began) }
        } catch {
            return .never(error.reason)
        }
    }

    /// Takes the name server's answer.
    private func resolved(_ outcome: DNSLookup.Outcome, _ now: Int64) -> Verdict? {
        lookup?.close()
        lookup = nil
        switch outcome {
        case .notFound(let reason), .failed(let reason): return .notReady(reason)
        case .records(let records):
            var addresses: [IPAddress] = []
            for case .address(let address) in records { addresses.append(address) }
            switch target.endpoint {
            case .dns(_, _, let minimum):
                let count = records.count
                return count >= minimum
                    ? .ready : .notReady("\(count) of \(minimum) records")
            case .tcp(_, let port): return connect(addresses, port, .connect)
            case .http(let endpoint): return connect(addresses, endpoint.port, .http(endpoint))
            default: return nil
            }
        }
    }

    private func connect(path: String, _ purpose: Connection.Purpose) -> Verdict? {
        let fd = path.withCString { px_connect_unix($0) }
        guard fd >= 0 else { return Connection.failure(fd, place: path) }
        connections.append(Connection(fd: fd, place: path, purpose: purpose, now: began))
        return nil
    }

    /// Connects to every address at once: the first that is ready decides.
    private func connect(_ addresses: [IPAddress], _ port: UInt16, _ purpose: Connection.Purpose) -> Verdict? {
        if lookup != nil { return nil }
        for address in addresses.prefix(16) {
            let bytes = address.bytes
            let fd = bytes.withUnsafeBufferPointer {
                px_connect_inet($0.baseAddress, Int32($0.count), port, false)
            }
            let text = address.description
            let place = (bytes.count == 16 ? "[" + text + "]" : text) + ":" + String(port)
            if fd < 0 {
                lastFailure = Connection.failure(fd, place: place)
            } else {
                connections.append(Connection(fd: fd, place: place, purpose: purpose, now: System.now))
            }
        }
        return connections.isEmpty ? lastFailure ?? .notReady("the name has no address") : nil
    }

    func prepare(_ poller: inout Poller) {
        lookup?.prepare(&poller)
        for connection in connections { connection.prepare(&poller) }
        poller.wake(at: deadline)
    }

    /// Goes on as far as it can. Returns the verdict once there is one.
    func advance(_ poller: Poller, _ now: Int64) -> Verdict? {
        // The connections that follow may have the descriptors of the lookup: what the poller says is not about them.
        if let lookup, let outcome = lookup.advance(poller, now) { return resolved(outcome, now) }
        for connection in connections {
            guard let verdict = connection.advance(poller, now) else { continue }
            if verdict == .ready { return .ready }
            lastFailure = verdict
            connection.close()
            connections.removeAll { $0 === connection }
            if connections.isEmpty, lookup == nil { return verdict }
        }
        guard now >= deadline else { return nil }
        return .notReady(timeoutReason + " within " + TimeText.format(deadline - began))
    }

    /// A child ended. Returns the verdict when it was this attempt's.
    func childEnded(_ pid: Int32, code: Int32) -> Verdict? {
        guard pid == child, pid > 0 else { return nil }
        child = 0
        return code == 0 ? .ready : .notReady("it ended with \(code)")
    }

    private var timeoutReason: String {
        if child > 0 { return "it did not end" }
        if lookup != nil { return "no name server answered" }
        return connections.first?.activity ?? "no answer"
    }

    /// Leaves nothing open and nothing running.
    func close() {
        lookup?.close()
        for connection in connections { connection.close() }
        if child > 0 { _ = px_kill(-child, 9) }
        lookup = nil
        connections = []
    }
}
