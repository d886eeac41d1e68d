import Simulation

/// What waiting puts on a dependency as JSON, for other programs.
public enum LoadJSON {
    /// The keys always come in the same order; times are whole milliseconds; what never happened is `null`.
    public static func render(_ comparison: LoadComparison) -> String {
        let fleet = comparison.parameters
        let capacity = fleet.capacity.map { "{\"attemptsPerSecond\": \($0.attemptsPerSecond), \"queue\": \($0.queue)}" }
        let rows = comparison.rows.map { "    " + row($0) }.joined(separator: ",\n")
        return """
            {
              "version": 1,
              "fleet": {
                "replicas": \(fleet.replicas),
                "nodes": \(fleet.nodes),
                "podsPerNodeAtOnce": \(fleet.podsPerNodeAtOnce),
                "podStartMs": \(fleet.podStartTime.wholeMilliseconds),
                "podStartSpreadPercent": \(fleet.podStartSpread),
                "nodeStartsPerSecond": \(text(fleet.nodeStartRate)),
                "schedulerPodsPerSecond": \(text(fleet.schedulerRate)),
                "readyMs": \(text(fleet.readyTime)),
                "capacity": \(capacity ?? "null"),
                "attemptMs": \(fleet.attemptCost.wholeMilliseconds),
                "applicationStartMs": \(fleet.applicationStartTime.wholeMilliseconds),
                "deadlineMs": \(text(fleet.deadline)),
                "seed": \(fleet.seed)
              },
              "methods": [\(rows.isEmpty ? "" : "\n\(rows)\n  ")]
            }

            """
    }

    private static func row(_ row: LoadComparison.Row) -> String {
        let result = row.result
        let lag = result.lag.map { lag in
            "{\"median\": \(lag.median.wholeMilliseconds), \"p99\": \(lag.p99.wholeMilliseconds), "
                + "\"max\": \(lag.maximum.wholeMilliseconds)}"
        }
        return """
            {
                  "method": \(JSONText.quote(row.method.text)),
                  "attempts": \(result.attempts),
                  "peakPerSecond": \(result.peakPerSecond),
                  "peakPerTenth": \(result.peakPerTenth),
                  "refused": \(result.refused),
                  "released": \(result.released),
                  "tooEarly": \(result.early),
                  "gaveUp": \(result.gaveUp),
                  "lagMs": \(lag ?? "null"),
                  "wastedMs": \(result.wasted.wholeMilliseconds),
                  "lastUpMs": \(text(result.lastUp)),
                  "attemptsPerSecond": [\(result.loadPerSecond.map(String.init).joined(separator: ", "))]
                }
            """
    }

    private static func text(_ number: Int?) -> String { number.map(String.init) ?? "null" }
    private static func text(_ duration: Duration?) -> String {
        duration.map { String($0.wholeMilliseconds) } ?? "null"
    }
}
