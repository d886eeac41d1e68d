import TestSupport
import Testing

@testable import KubernetesAPI

/// Replicas with clocks of their own before one server, with pauses, lost requests, lost answers and late ones.
struct LeaseSimulationTests {
    /// A replica: a machine, a clock that runs at its own rate from its own start, and what it waits for.
    private struct Replica {
        var machine: LeaseMachine
        let rate: Double
        let offset: Double
        /// What the machine is told next and when, in true seconds.
        var next: (at: Double, event: LeaseEvent)?
        /// While it stands still (suspended), nothing is handled; its clock goes on.
        var resumesAt = 0.0

        func clock(_ time: Double) -> Duration { .microseconds(Int((offset + time * rate) * 1_000_000)) }
    }

    private struct Server {
        var record: LeaseRecord?
        var version = 0
        var arriving: [(at: Double, record: LeaseRecord, over: Int?)] = []

        mutating func write(_ record: LeaseRecord, over version: Int?) -> Int? {
            guard version == (self.record == nil ? nil : self.version) else { return nil }
            self.record = record
            self.version += 1
            return self.version
        }
    }

    private struct Outcome {
        var most = 0
        var changes = 0
        var ledTime = 0.0
    }

    private func simulate(seed: UInt64, rates: ClosedRange<Double>, faults: Int, seconds: Double = 400) -> Outcome {
        var random = SplitMix64(seed: seed)
        var server = Server()
        var replicas = (0..<3).map { index in
            var machine = LeaseMachine(identity: "r\(index)")
            let action = machine.start()
            var replica = Replica(
                machine: machine, rate: Double.random(in: rates, using: &random),
                offset: Double.random(in: 0...1000, using: &random))
            #expect(action == [.read])
            replica.next = (0, .failed)
            return replica
        }
        var outcome = Outcome()
        var leader: Int?
        let step = 0.1
        var time = 0.0
        while time < seconds {
            time += step
            // Writes that were given up long ago may still come.
            for late in server.arriving where late.at <= time { _ = server.write(late.record, over: late.over) }
            server.arriving.removeAll { $0.at <= time }
            for index in replicas.indices {
                if random.number(below: 2000) < faults {
                    replicas[index].resumesAt = time + Double.random(in: 1...40, using: &random)
                }
                guard time >= replicas[index].resumesAt, let next = replicas[index].next, next.at <= time else {
                    continue
                }
                let replica = replicas[index]
                let wall = Duration.seconds(random.number(0...1_000_000))
                let actions = replicas[index].machine.handle(
                    next.event, now: replica.clock(time), wall: wall, random: Double.random(in: 0..<1, using: &random))
                replicas[index].next = answer(actions, time, faults, replica.rate, &server, &random)
            }
            let leaders = replicas.indices.filter { replicas[$0].machine.leads(at: replicas[$0].clock(time)) }
            outcome.most = max(outcome.most, leaders.count)
            if let first = leaders.first {
                outcome.ledTime += step
                if leader != first { outcome.changes += 1 }
                leader = first
            }
        }
        return outcome
    }

    /// What the server and the way there make of a machine's wish.
    private func answer(
        _ actions: [LeaseAction], _ time: Double, _ faults: Int, _ rate: Double, _ server: inout Server,
        _ random: inout SplitMix64
    ) -> (at: Double, event: LeaseEvent)? {
        let way = Double.random(in: 0.01...0.2, using: &random)
        let isLost = random.chance(faults)
        let (record, version): (LeaseRecord, Int?)
        switch actions.last {
        case .pause(let pause): return (time + pause / .seconds(1) / rate, .timer)
        case .read:
            if isLost { return (time + 5, .failed) }
            // The answer tells what was there when the server saw the question, however long it takes.
            let delay = random.chance(faults) ? Double.random(in: 1...5, using: &random) : way
            return (time + delay, server.record.map { .found($0, version: String(server.version)) } ?? .missing)
        case .create(let wanted): (record, version) = (wanted, nil)
        case .replace(let wanted, let over): (record, version) = (wanted, Int(over))
        default: return nil
        }
        if isLost {
            switch random.number(below: 3) {
            // The request got lost, the answer got lost, or the request comes when nobody expects it any more.
            case 0: break
            case 1: _ = server.write(record, over: version)
            default:
                let late = time + Double.random(in: 1...30, using: &random)
                server.arriving.append((late, record, version))
            }
            return (time + 5, .failed)
        }
        guard let written = server.write(record, over: version) else { return (time + way, .failed) }
        let delay = random.chance(faults) ? Double.random(in: 1...12, using: &random) : way
        return (time + delay, .written(version: String(written)))
    }

    @Test func withoutFaultsOneLeadsAllTheTime() {
        for seed in UInt64(0)..<20 {
            let outcome = simulate(seed: seed, rates: 0.9...1.1, faults: 0)
            #expect(outcome.most == 1 && outcome.changes == 1 && outcome.ledTime > 390, "seed \(seed): \(outcome)")
        }
    }

    @Test func thereAreNeverTwoLeaders() {
        var changes = 0
        for seed in UInt64(0)..<200 {
            let outcome = simulate(seed: seed, rates: 0.85...1.2, faults: [1, 3, 6, 12][Int(seed % 4)])
            #expect(outcome.most <= 1, "seed \(seed)")
            changes += outcome.changes
        }
        // Else nothing was put to the test.
        #expect(changes > 500)
    }

    /// Clocks beyond what the terms allow for: the simulation would see two leaders if there were any.
    @Test func clocksTooFarApartAreFound() {
        let most = (UInt64(0)..<40).map { simulate(seed: $0, rates: 0.5...2.0, faults: 5).most }.max() ?? 0
        #expect(most > 1)
    }
}
