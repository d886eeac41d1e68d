import TestSupport
import Testing

@testable import KubernetesAPI

struct WatchMachineTests {
    private typealias Event = WatchEvent<Int>

    /// What the machine does on some events, in words.
    private func run(_ events: [Event], random: Double = 0) -> [String] {
        var machine = WatchMachine<Int>()
        var actions = machine.start()
        for event in events { actions += machine.handle(event, random: random) }
        return actions.map(word)
    }

    private func word(_ action: WatchAction<Int>) -> String {
        switch action {
        case .list(let page): "list \(page ?? "first")"
        case .watch(let version): "watch \(version)"
        case .pause(let time): "pause \(time / .milliseconds(1))"
        case .replace(let objects): "replace \(objects.sorted { $0.key < $1.key }.map { "\($0.key.name)=\($0.value)" })"
        case .update(let key, let object): "update \(key.name)=\(object)"
        case .remove(let key): "remove \(key.name)"
        case .report: "report"
        }
    }

    private func page(_ names: [String], version: String = "5", next: String? = nil) -> Event {
        .listed(names.map { (ObjectKey(name: $0), $0.count) }, version: version, next: next)
    }

    @Test func knowledgeIsReplacedOnlyByAWholeList() {
        #expect(
            run([page(["a"], next: "t1"), page(["bb"], next: "t2"), page(["ccc"])]) == [
                "list first", "list t1", "list t2", "replace [\"a=1\", \"bb=2\", \"ccc=3\"]", "watch 5",
            ])
        #expect(!run([page(["a"], next: "t1"), .listFailed(.other("x"))]).contains { $0.hasPrefix("replace") })
    }

    @Test func aTokenThatExpiredBeginsAnewAtOnce() {
        #expect(
            run([page(["a"], next: "t1"), .listFailed(.gone), page(["b"])]) == [
                "list first", "list t1", "report", "list first", "replace [\"b=1\"]", "watch 5",
            ])
    }

    @Test func aWatchGoesOnFromWhereItWas() {
        #expect(
            run([page([]), .changed(ObjectKey(name: "a"), 7, version: "6"), .bookmark(version: "9"), .watchEnded]) == [
                "list first", "replace []", "watch 5", "update a=7", "watch 9",
            ])
        #expect(
            run([page([]), .deleted(ObjectKey(name: "a"), version: "6"), .watchFailed(.other("reset")), .timer]) == [
                "list first", "replace []", "watch 5", "remove a", "report", "pause 800.0", "watch 6",
            ])
    }

    @Test func aVersionThatIsGoneIsListedAnew() {
        #expect(
            run([page(["a"]), .bookmark(version: "9"), .watchFailed(.gone), page(["b"], version: "20")]) == [
                "list first", "replace [\"a=1\"]", "watch 5", "report", "list first", "replace [\"b=1\"]", "watch 20",
            ])
    }

    /// Where not even the version of the list can be watched, it would go round at the speed of the network.
    @Test func aVersionThatIsGoneAtOncePauses() {
        var events: [Event] = []
        for _ in 0..<3 { events += [page([]), .watchFailed(.gone), .timer] }
        #expect(run(events).filter { $0.hasPrefix("pause") } == ["pause 800.0", "pause 1600.0", "pause 3200.0"])
    }

    @Test func pausesDoubleUpToHalfAMinuteAndSuccessEndsThem() {
        var events: [Event] = []
        for _ in 0..<7 { events += [.listFailed(.other("refused")), .timer] }
        let pauses = run(events).filter { $0.hasPrefix("pause") }
        #expect(
            pauses == [
                "pause 800.0", "pause 1600.0", "pause 3200.0", "pause 6400.0", "pause 12800.0", "pause 25600.0",
                "pause 30000.0",
            ])
        let after = run(events + [page([]), .watchFailed(.other("x"))]).filter { $0.hasPrefix("pause") }
        #expect(after.last == "pause 800.0")
        #expect(run([.listFailed(.other("x"))], random: 0.5).last == "pause 1200.0")
    }

    @Test func theServersWishCounts() {
        #expect(run([.listFailed(.overloaded(retryAfter: 7))]).last == "pause 7000.0")
        #expect(run([.listFailed(.overloaded(retryAfter: 0))]).last == "pause 800.0")
    }

    @Test func whatComesLateIsNothing() {
        #expect(run([page([]), page(["a"]), .listFailed(.gone), .timer]) == ["list first", "replace []", "watch 5"])
        #expect(run([.changed(ObjectKey(name: "a"), 1, version: "2"), .watchEnded]) == ["list first"])
    }

    /// A server that fails at random: what the machine knows is always what a server without faults would have told.
    @Test func afterAnyFaultsTheCopyIsTheServers() {
        for seed in UInt64(0)..<200 {
            var random = SplitMix64(seed: seed)
            var server: [ObjectKey: Int] = [:]
            var log: [(version: Int, key: ObjectKey, value: Int?)] = []
            var copy: [ObjectKey: Int] = [:]
            var machine = WatchMachine<Int>()
            var pending = machine.start()
            var version = 1
            func write() {
                version += 1
                let key = ObjectKey(name: "o\(Int.random(in: 0..<5, using: &random))")
                let value = Bool.random(using: &random) ? Int.random(in: 0..<100, using: &random) : nil
                server[key] = value
                log.append((version, key, value))
            }
            var isQuiet = false
            for step in 0..<400 {
                isQuiet = step > 300
                if !isQuiet, Int.random(in: 0..<3, using: &random) == 0 { write() }
                guard !pending.isEmpty else { break }
                let action = pending.removeFirst()
                let fails = !isQuiet && Int.random(in: 0..<4, using: &random) == 0
                switch action {
                case .list:
                    if fails {
                        pending += machine.handle(.listFailed(.other("x")), random: 0)
                    } else {
                        pending += machine.handle(
                            .listed(server.map { ($0.key, $0.value) }, version: String(version), next: nil), random: 0)
                    }
                case .watch(let from):
                    for entry in log where entry.version > Int(from) ?? 0 {
                        pending += machine.handle(
                            entry.value.map { .changed(entry.key, $0, version: String(entry.version)) }
                                ?? .deleted(entry.key, version: String(entry.version)), random: 0)
                    }
                    let end: Event =
                        fails ? .watchFailed(Bool.random(using: &random) ? .gone : .other("x")) : .watchEnded
                    pending += machine.handle(end, random: 0)
                case .pause: pending += machine.handle(.timer, random: 0)
                case .replace(let objects): copy = objects
                case .update(let key, let object): copy[key] = object
                case .remove(let key): copy[key] = nil
                case .report: break
                }
                if isQuiet, case .watch = action, step > 380 { break }
            }
            while let next = pending.first {
                pending.removeFirst()
                switch next {
                case .update(let key, let object): copy[key] = object
                case .remove(let key): copy[key] = nil
                case .replace(let objects): copy = objects
                default: break
                }
            }
            #expect(copy == server, "seed \(seed)")
        }
    }
}
