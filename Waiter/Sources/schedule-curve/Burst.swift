import Probing

/// What a dependency gets from many pods that begin to wait for it, in ten milliseconds at a time.
struct Burst: Encodable {
    let name: String
    let phase: String
    let mean: Double
    let p99: Double
    let max: Double

    /// The phases of one schedule, whose pods begin within `start` milliseconds.
    static func phases(
        of candidate: Candidate, pods: Int, start: Milliseconds, seed: UInt64
    ) -> [Burst] {
        let end: Milliseconds = 10_000
        var random = SplitMix64(state: seed)
        var buckets = [Double](repeating: 0, count: Int(end / 10))
        for _ in 0..<pods {
            let began = start == 0 ? 0 : Milliseconds.random(in: 0..<start, using: &random)
            for time in candidate.attempts(until: end, random: &random) where began + time < end {
                buckets[Int((began + time) / 10)] += 1
            }
        }
        let when = start == 0 ? "all at once" : "within 1 s"
        return [(0, 1), (1, 2), (2, 10)].map { (from: Int, to: Int) in
            let sample = Sample(Array(buckets[from * 100..<to * 100]))
            return Burst(
                name: "\(candidate.name), \(when)", phase: "\(from)–\(to) s", mean: sample.mean,
                p99: sample.percentile(0.99), max: sample.maximum)
        }
    }
}
