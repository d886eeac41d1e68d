import Foundation
import Probing

// Simulates the schedule's own code, for Benchmarks/Waiter: the same seed, the same figures on every machine.
let samples = 20_000
let pods = 10_000
let bursting = [
    Candidate(name: "waiter, remote", schedule: .remote), Candidate(name: "every 1 s", schedule: .fixed(1000)),
]
let result = Result(
    samples: samples, pods: pods,
    curves: Candidate.all.map { Curve($0, samples: samples, seed: 1) },
    bursts: bursting.flatMap { candidate in
        [Milliseconds(1000), 0].flatMap { Burst.phases(of: candidate, pods: pods, start: $0, seed: 2) }
    })
let encoder = JSONEncoder()
encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
FileHandle.standardOutput.write(try encoder.encode(result))
