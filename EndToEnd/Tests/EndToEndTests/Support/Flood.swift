import Driving
import Observing
import Stories

/// Creates many pods from several kubectl processes at once, over some seconds, and tries again what failed.
struct Flood {
    let kubectl: Kubectl
    let story: FloodStory
    let count: Int
    let seconds: Double

    /// What came of it.
    struct Outcome: Sendable {
        var log = CreationLog()
        var retried = 0
    }

    var names: [String] { (0..<count).map { "flood-\($0)" } }

    /// Five creators with ten batches each; returns when every pod is created or was asked for in vain for a minute.
    func run() async throws -> Outcome {
        let workers = 5
        let names = names
        return try await withThrowingTaskGroup(of: Outcome.self) { group in
            for worker in 0..<workers {
                let own = names.indices.filter { $0 % workers == worker }.map { names[$0] }
                group.addTask { try await create(own) }
            }
            var all = Outcome()
            for try await one in group {
                all.log.created.formUnion(one.log.created)
                all.log.existing.formUnion(one.log.existing)
                all.log.complaints += one.log.complaints
                all.log.seconds += one.log.seconds
                all.retried += one.retried
            }
            return all
        }
    }

    private func create(_ names: [String]) async throws -> Outcome {
        var outcome = Outcome()
        let size = max(1, names.count / 10)
        let began = ContinuousClock.now
        for start in stride(from: 0, to: names.count, by: size) {
            let batch = Array(names[start..<min(start + size, names.count)])
            try await create(batch, until: .now + .seconds(60), &outcome)
            let due = began + .seconds(seconds * Double(start + batch.count) / Double(names.count))
            try await Task.sleep(until: due)
        }
        return outcome
    }

    private func create(_ batch: [String], until end: ContinuousClock.Instant, _ outcome: inout Outcome) async throws {
        var open = batch
        while true {
            // Without --validate=false each process would load the cluster's whole OpenAPI document first.
            let result = try await kubectl.result(
                ["create", "-f", "-", "-v=6", "--validate=false"], input: story.pods(open), deadline: .seconds(90))
            outcome.log.take(output: result.output, log: result.log)
            open.removeAll { outcome.log.created.contains($0) || outcome.log.existing.contains($0) }
            if open.isEmpty || ContinuousClock.now > end { return }
            outcome.retried += open.count
            try await Task.sleep(for: .milliseconds(300))
        }
    }
}
