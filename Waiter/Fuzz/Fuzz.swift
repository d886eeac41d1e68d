// Fuzz targets for everything in the waiter that reads bytes from outside. Compiled into one module with the sources of
// Probing (Scripts/fuzz.sh), so that what is internal can be reached. FUZZ_TARGET chooses one of `targets`.

import Glibc

/// What is fuzzed: by name, a function that must return for any bytes.
nonisolated(unsafe) private let targets: [(name: String, run: ([UInt8]) -> Void)] = [
    ("target", targetGrammar), ("arguments", arguments), ("resolver", resolverFiles), ("dns", dns),
    ("http", { talk("http://a/x#json=a[0].b:c&body=d&header=X:y", $0) }),
    ("redirect", { talk("nacos://a", $0); talk("http://a/x", $0) }),
    ("kube-job", { talk("kube:job/migrate#namespace=x", $0) }),
    ("kube-any", kubeKinds), ("grpc", { talk("grpc://a:1/s", $0) }),
    ("kafka", { talk("kafka://a#topic=orders", $0) }), ("mongodb", { talk("mongodb://a#state=secondary", $0) }),
    ("amqp", { talk("amqp://a", $0) }), ("mysql", { talk("mysql://a", $0) }),
    ("postgres", { talk("postgres://a", $0); talk("postgres://a#tls=disable", $0) }),
    ("redis", { talk("redis://a", $0) }), ("memcached", { talk("memcached://a", $0) }),
    ("nats", { talk("nats://a", $0) }), ("mqtt", { talk("mqtt://a", $0) }), ("zookeeper", { talk("zookeeper://a", $0) }),
]

nonisolated(unsafe) private let chosen: ([UInt8]) -> Void = {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    if let target = targets.first(where: { $0.name == name }) { return target.run }
    print("FUZZ_TARGET is one of \(targets.map { $0.name })")
    exit(2)
}()

/// libFuzzer's entry.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    chosen(Array(UnsafeBufferPointer(start: data, count: count)))
    return 0
}

/// The first byte says how the rest is split: what comes of an answer must not depend on that.
private func talk(_ text: String, _ data: [UInt8]) {
    guard let first = data.first, let target = try? TargetParser.parse(text) else { return }
    var server: ServerEndpoint?
    switch target.endpoint {
    case .server(let endpoint): server = endpoint
    case .kube(let endpoint): server = try? endpoint.server(host: "h", port: nil, namespace: [])
    default: break
    }
    guard let server else { fatalError("\(text) is no server") }
    let answer = Array(data.dropFirst())
    let whole = play(server, answer, max(1, answer.count))
    let split = play(server, answer, 1 + Int(first) % 16)
    // Bytes behind the agreement to TLS are refused and shown when they come with it, and are no TLS when they come later.
    if whole == anotherStream || split == anotherStream { return }
    if case .notReady(let one) = whole, case .notReady(let other) = split, one.contains(" on without"), other.contains(" on without") { return }
    precondition(whole == split, "\(whole) became \(split) in pieces of \(1 + Int(first) % 16)")
}

private let anotherStream = Verdict.never("another stream")

private func play(_ server: ServerEndpoint, _ answer: [UInt8], _ size: Int) -> Verdict {
    let dialogue = server.question.begin(with: server, secret: Array("token".utf8))
    _ = dialogue.opening()
    var index = 0
    while index < answer.count {
        let end = min(answer.count, index + size)
        switch dialogue.receive(answer[index..<end]) {
        case .finish(let verdict):
            _ = dialogue.goodbye()
            precondition(dialogue.closed() == verdict, "a verdict stays")
            return verdict
        // What follows in the same piece belongs to the old stream: where it is cut depends on the split.
        case .startTLS, .reconnect: return anotherStream
        case .read, .send, .note: break
        }
        index = end
    }
    return dialogue.closed()
}

private func kubeKinds(_ data: [UInt8]) {
    let kinds = [
        "pod/x", "deployment/x", "statefulset/x", "daemonset/x", "service/x", "deployment/x#condition=Available",
        "configmaps.v1/x#json=data.a:b",
    ]
    guard let first = data.first else { return }
    let kind = kinds[Int(first) / 16 % kinds.count]
    talk("kube:" + kind + (kind.contains("#") ? "&" : "#") + "namespace=y", data)
}

private func targetGrammar(_ data: [UInt8]) {
    let text = String(decoding: data, as: UTF8.self)
    do throws(UsageError) {
        let target = try TargetParser.parse(text)
        precondition(!target.name.isEmpty && target.name.utf8.count <= 3 * TargetParser.maximumLength)
    } catch {
        precondition(!error.message.isEmpty && !error.cure.isEmpty)
    }
}

private func arguments(_ data: [UInt8]) {
    let words = data.split(separator: 0, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    do throws(UsageError) {
        _ = try WaiterArguments.parse(words, environment: [("WAITER_TIMEOUT", words.last ?? "")])
    } catch {
        precondition(!error.message.isEmpty && !error.cure.isEmpty)
    }
}

private func resolverFiles(_ data: [UInt8]) {
    let configuration = ResolverConfiguration(parsing: data)
    precondition(!configuration.nameServers.isEmpty)
    _ = configuration.candidates(for: "a.b")
    _ = HostsFile(data).lookup("db")
}

/// Every message of a lookup is answered with the bytes, under the ids that were asked.
private func dns(_ data: [UInt8]) {
    let configuration = ResolverConfiguration(nameServers: [.loopbackV4], search: ["x"], ndots: 1)
    var generator = SplitMix64(state: 1)
    let types: [DNSRecordType] = [.a, .aaaa, .srv, .txt, .cname]
    guard var lookup = try? DNSLookup(
        name: "db.example", types: types, configuration: configuration, deadline: 1000, using: &generator)
    else { return }
    var actions = lookup.start(now: 0)
    var turn: Int64 = 0
    while !actions.isEmpty, turn < 20 {
        turn += 1
        var next: [DNSLookup.Action] = []
        for action in actions {
            switch action {
            case .sendUDP(let channel, let query):
                next += lookup.receive(Array(query.prefix(2)) + data, on: channel, now: turn)
            case .openTCP(let channel, let query):
                let message = Array(query.dropFirst(2).prefix(2)) + data
                let framed = [UInt8(message.count >> 8 & 255), UInt8(message.count & 255)] + message
                next += lookup.receive(framed, on: channel, now: turn)
            case .setTimer, .finish: break
            }
        }
        actions = next
    }
    _ = lookup.timeout(now: 2000)
}
