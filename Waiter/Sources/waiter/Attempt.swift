import CPosix
import Probing

/// One attempt at one target: resolves, connects to every address side by side, talks.
final class Attempt {
    /// The target's place in the wait.
    let index: Int
    private let target: Target
    private let deadline: Int64
    private let began: Int64
    private let tools: AttemptTools
    private var lookup: NameLookup?
    private var race: ConnectionRace?
    private var watch: FileWatch?
    /// The command of an `exec` target, as long as it runs.
    private(set) var child: Int32 = 0
    /// The server that is asked, and what shows who one is.
    private var server: ServerEndpoint?
    private var secret: [UInt8] = []

    init(index: Int, target: Target, began: Int64, deadline: Int64, tools: AttemptTools) {
        self.index = index
        self.target = target
        self.began = began
        self.deadline = deadline
        self.tools = tools
    }

    /// Why the target is not ready, when that is known before the attempt is over.
    var note: String? { watch?.reason ?? race?.note }

    /// Begins. Returns the verdict when there is one at once. `waitBegan` is what a delay counts from.
    func start(waitBegan: Int64) -> Verdict? {
        switch target.endpoint {
        case .delay(let time):
            return began - waitBegan >= time ? .ready : .notReady("the delay is not over")
        case .file(let path, let nonempty):
            let watch = FileWatch(path: path, nonempty: nonempty, waits: tools.watches)
            self.watch = watch
            return watch.look()
        case .exec(let words):
            child = System.withArguments(words) { px_spawn($0, true) }
            if child > 0 { return nil }
            // Without memory or processes now, there may be some later; a program that is not one stays so.
            let isPermanent = [-2, -8, -13, -20, -40].contains(child)
            let reason = "cannot run " + (words.first ?? "") + ": " + System.errorText(child)
            child = 0
            if !isPermanent { return .notReady(reason) }
            return .never(reason)
        case .unix(let path):
            return connect([.unix(path: path)])
        case .tcp(let host, let port):
            return reach(host, port)
        case .server(let server):
            if let credential = server.question.credential {
                secret = System.secret(credential.source)
                if credential.header(secret) == nil {
                    return .notReady("the credential is missing, empty or not text")
                }
            }
            return ask(server)
        case .kube(let endpoint):
            secret = System.secret(endpoint.tokenSource)
            do throws(UsageError) {
                let server = try endpoint.server(
                    host: System.variable(KubeAccount.hostVariable), port: System.variable(KubeAccount.portVariable),
                    namespace: System.read(KubeAccount.namespacePath, limit: 256) ?? [])
                guard let server else { return .never("this is not a pod: name the namespace with #namespace=") }
                return ask(server)
            } catch {
                return .never(error.message)
            }
        case .dns(let name, let types, let minimum):
            let wantsAddresses = types.contains(.a) || types.contains(.aaaa)
            if wantsAddresses, tools.names.known(name).count >= minimum { return .ready }
            return ask(name, types)
        }
    }

    private func ask(_ server: ServerEndpoint) -> Verdict? {
        self.server = server
        switch server.place {
        case .socket(let path): return connect([.unix(path: path)])
        case .inet(let host, let port): return reach(host, port)
        }
    }

    /// Connects to a host, after a question to a name server when it is not known here.
    private func reach(_ host: String, _ port: UInt16) -> Verdict? {
        let known = tools.names.known(host)
        return known.isEmpty ? ask(host, [.aaaa, .a]) : connect(known.map { .inet($0, port: port) })
    }

    private func ask(_ host: String, _ types: [DNSRecordType]) -> Verdict? {
        do throws(DNSNameError) {
            let lookup = NameLookup(
                try tools.names.lookup(host, types: types, deadline: deadline), servers: tools.names.servers())
            self.lookup = lookup
            return lookup.start(began).flatMap { resolved($0) }
        } catch {
            return .never(error.reason)
        }
    }

    /// Takes the name server's answer.
    private func resolved(_ outcome: DNSLookup.Outcome) -> Verdict? {
        lookup?.close()
        lookup = nil
        switch outcome {
        case .notFound(let reason), .failed(let reason): return .notReady(reason)
        case .records(let records):
            if case .dns(_, _, let minimum) = target.endpoint {
                return records.count >= minimum ? .ready : .unready("\(records.count) of \(minimum) records")
            }
            guard let port else { return nil }
            var addresses: [Connection.Address] = []
            for case .address(let address) in records { addresses.append(.inet(address, port: port)) }
            return connect(addresses)
        }
    }

    /// The port to connect to once the name is known.
    private var port: UInt16? {
        if case .tcp(_, let port) = target.endpoint { port } else { server?.port }
    }

    private func connect(_ addresses: [Connection.Address]) -> Verdict? {
        let (server, secret, settle) = (server, secret, target.settle)
        let race = ConnectionRace(knockInterval: tools.knockInterval, trusts: tools.trusts, now: System.now) {
            guard let server else { return .connect(settle: settle) }
            return .talk(server, server.question.begin(with: server, secret: secret))
        }
        self.race = race
        return race.start(addresses, System.now)
    }

    func prepare(_ poller: inout Poller) {
        lookup?.prepare(&poller)
        watch?.prepare(&poller)
        race?.prepare(&poller)
        if !isHeard { poller.wake(at: deadline) }
    }

    /// A server that has been heard and will say more by itself has no deadline of an attempt.
    private var isHeard: Bool { race?.note != nil }

    /// Goes on as far as it can. Returns the verdict once there is one.
    func advance(_ poller: Poller, _ now: Int64) -> Verdict? {
        // The connections that follow may have the descriptors of the lookup: what the poller says is not about them.
        if let lookup, let outcome = lookup.advance(poller, now) { return resolved(outcome) }
        if let watch, let verdict = watch.advance(poller) { return verdict }
        if let verdict = race?.advance(poller, now) { return verdict }
        guard now >= deadline, !isHeard else { return nil }
        if let watch { return .notReady(watch.reason) }
        return .unready("\(timeoutReason) within \(TimeText.format(deadline - began))")
    }

    /// A child ended. Returns the verdict when it was this attempt's.
    func childEnded(_ pid: Int32, code: Int32) -> Verdict? {
        guard pid == child, pid > 0 else { return nil }
        child = 0
        return code == 0 ? .ready : .unready("it ended with \(code)")
    }

    private var timeoutReason: String {
        if child > 0 { return "it did not end" }
        if lookup != nil { return "no name server answered" }
        return race?.activity ?? "no answer"
    }

    /// Leaves nothing open and nothing running.
    func close() {
        lookup?.close()
        watch?.close()
        race?.close()
        if child > 0 { _ = px_kill(-child, 9) }
        lookup = nil
        watch = nil
        race = nil
    }
}
