/// What one way of ordering the start came to.
package struct WayFigures: Codable, Sendable {
    /// Its name in the table.
    package var way: String
    /// How many pods there were, and how many became ready.
    package var pods: Int
    package var ready: Int
    package var restarts: Int
    package var crashLoops: Int
    /// Seconds from the creation of everything until the dependency's Service answered.
    package var dependency: Double?
    /// Seconds from the creation of everything until the last pod was ready; nil when not all were.
    package var allReady: Double?
    /// Seconds from the dependency's first answer to the first line of each application's successful run, sorted.
    package var lags: [Double]

    package init(
        way: String, pods: Int, ready: Int, restarts: Int, crashLoops: Int, dependency: Double?, allReady: Double?,
        lags: [Double]
    ) {
        self.way = way
        self.pods = pods
        self.ready = ready
        self.restarts = restarts
        self.crashLoops = crashLoops
        self.dependency = dependency
        self.allReady = allReady
        self.lags = lags.sorted()
    }

    /// The middle one, the mean of two where there is none.
    package var lagMedian: Double? { Self.median(lags) }
    package var lagMax: Double? { lags.last }

    /// The median of numbers in any order; nil of none.
    package static func median(_ numbers: [Double]) -> Double? {
        let sorted = numbers.sorted()
        guard !sorted.isEmpty else { return nil }
        let half = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[half - 1] + sorted[half]) / 2 : sorted[half]
    }
}
