import Foundation
import NaiveSimulation
import Probing
import Simulation

// A million pods that wait for one dependency, beside a queue of events that goes through every attempt.

func seconds(_ body: () throws -> Void) rethrows -> Double {
    let (seconds, attoseconds) = try ContinuousClock().measure(body).components
    return Double(seconds) + Double(attoseconds) / 1e18
}

func column(_ value: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - value.count)) + value
}

func show(_ value: Double) -> String { "\((value * 1000).rounded() / 200)" }

let methods: [(String, WaitingMethod)] = [
    ("every 1 s", .fixed(interval: .seconds(1))), ("pilot-agent", .pilotAgent), ("waiter", .waiter(.remote)),
    ("sleep 30 s", .sleep(.seconds(30))), ("watch", .watch),
]
var rolling = FleetLoad.Parameters(replicas: 1_000_000, nodes: 5000, readyTime: .seconds(600))
rolling.schedulerRate = 1000
var together = FleetLoad.Parameters(replicas: 1_000_000, nodes: 20_000, readyTime: .seconds(30))
together.schedulerRate = nil
var limited = together
limited.capacity = DependencyCapacity(attemptsPerSecond: 500_000, queue: 10_000)
let fleets = [
    ("bound 1000 a second, ready after 10 min", rolling), ("all at once, ready after 30 s", together),
    ("all at once, the dependency answers 500,000 a second", limited),
]

for (title, fleet) in fleets {
    print("\(fleet.replicas) pods, \(title)")
    print("  method        attempts   seconds    naive   ratio")
    var whole = 0.0
    for (name, method) in methods {
        var result = FleetLoad.Result()
        let time = try seconds { result = try FleetLoad.run(fleet, method) }
        whole += time
        // The naive one keeps every attempt: a twentieth of the pods is what memory and patience have room for. Its time
        // grows faster than the attempts, with what no longer fits a cache, so that the ratio is rather too small.
        var small = fleet
        small.replicas /= 20
        small.nodes /= 20
        small.schedulerRate = fleet.schedulerRate.map { $0 / 20 }
        small.capacity = fleet.capacity.map {
            DependencyCapacity(attemptsPerSecond: $0.attemptsPerSecond / 20, queue: $0.queue / 20)
        }
        let naive = 10 * seconds { _ = NaiveFleet.run(small, method) }
        print(
            "  " + name + String(repeating: " ", count: 12 - name.count) + column("\(result.attempts)", 10)
                + column(show(time), 10) + column(show(naive), 9) + column("\(Int(naive / time))", 8))
    }
    print("  all methods \(show(whole)) s; naive: twenty times that of a twentieth of the pods\n")
}
