/// What became of many pods that were created while something was disturbed.
package struct FloodCount: Codable, Sendable {
    /// What was disturbed, and what the webhook's failurePolicy was.
    package var disturbance: String
    package var failurePolicy: String
    /// How many were asked for.
    package var asked: Int
    /// How many of them are there.
    package var there: Int
    /// How many carry Holdfast's record with a wait that some policy asked for at that time.
    package var held: Int
    /// How many carry no record: the webhook was not asked, or did not answer.
    package var without: Int
    /// How many carry a record of something that no policy asked for.
    package var wrong: Int
    /// How many were promised (`created` was answered) and are not there, or were never created however often asked.
    package var lost: Int
    /// Creations that failed and were asked for again, as every controller does.
    package var retried: Int
    /// Creations that took longer than the webhook's timeout allows.
    package var blocked: Int
    /// The longest creation, in seconds.
    package var slowest: Double

    /// Counts. `targets` are what the policies asked for at any moment of it; `limit` is in seconds.
    package init(
        disturbance: String, failurePolicy: String, asked: Set<String>, log: CreationLog, retried: Int, pods: [Pod],
        targets: [String], limit: Double
    ) {
        self.disturbance = disturbance
        self.failurePolicy = failurePolicy
        self.asked = asked.count
        let names = Set(pods.map(\.metadata.name))
        there = names.intersection(asked).count
        var held = 0
        var without = 0
        var wrong = 0
        for pod in pods {
            guard let record = pod.metadata.annotations?["holdfast.dev/status"] else {
                without += 1
                continue
            }
            // Exactly one: a pod that was given the old policy and the new one is as wrong as one with neither.
            if targets.count(where: { record.contains($0) }) == 1 { held += 1 } else { wrong += 1 }
        }
        self.held = held
        self.without = without
        self.wrong = wrong
        lost = asked.subtracting(names).count
        self.retried = retried
        blocked = log.seconds.count { $0 > limit }
        slowest = log.seconds.max() ?? 0
    }

    /// All of them as a table.
    package static func table(_ counts: [FloodCount]) -> Table {
        Table(
            columns: [
                "disturbance", "failurePolicy", "asked", "there", "held", "without", "wrong", "lost", "retried",
                "blocked",
                "slowest s",
            ],
            rows: counts.map { count in
                [
                    count.disturbance, count.failurePolicy, "\(count.asked)", "\(count.there)", "\(count.held)",
                    "\(count.without)", "\(count.wrong)", "\(count.lost)", "\(count.retried)", "\(count.blocked)",
                    Table.number(count.slowest),
                ]
            })
    }
}
