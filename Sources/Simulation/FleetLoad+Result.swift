extension FleetLoad {
    /// What came of a fleet's start-up.
    public struct Result: Equatable, Sendable {
        /// The width of an element of `load`.
        public static let bucketWidth: Duration = .milliseconds(100)
        /// So many elements of `load` are a second.
        public static let bucketsPerSecond = 10

        /// Pods whose application was started when the dependency was ready.
        public var released = 0
        /// Pods whose application was started before: a sleep that was too short. They are in none of the times below.
        public var early = 0
        /// Pods that gave up at their deadline.
        public var gaveUp = 0
        /// Attempts that the dependency turned away because its queue was full; they count as attempts too.
        public var refused = 0
        /// Attempts that begin in each tenth of a second from the beginning; it ends with the last attempt.
        public var load: [Int] = []
        /// How much later than necessary applications started; `nil` when none did.
        public var lag: LagSummary?
        /// The lag of all released pods together: time in which they could have worked.
        public var wasted: Duration = .zero
        /// When the last of the released pods was up, its application's own start included; `nil` when none was.
        public var lastUp: Duration?

        /// Nothing has happened yet.
        public init() {}

        /// All attempts.
        public var attempts: Int { load.reduce(0, +) }
        /// The most attempts in a tenth of a second.
        public var peakPerTenth: Int { load.max() ?? 0 }
        /// The most attempts in a second, seconds counted from the beginning.
        public var peakPerSecond: Int { loadPerSecond.max() ?? 0 }
        /// Attempts that begin in each second from the beginning; the last element may be a part of one.
        public var loadPerSecond: [Int] {
            stride(from: 0, to: load.count, by: Result.bucketsPerSecond).map { start in
                load[start..<min(start + Result.bucketsPerSecond, load.count)].reduce(0, +)
            }
        }
    }
}
