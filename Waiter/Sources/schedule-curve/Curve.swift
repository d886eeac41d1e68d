import Probing

/// How long after readiness an attempt comes, and how many came before.
struct Curve: Encodable {
    let name: String
    let median: Double
    let p99: Double
    let max: Double
    let attempts10: Int
    let maximum10: Int
    let attempts60: Double

    init(_ candidate: Candidate, samples: Int, seed: UInt64) {
        var random = SplitMix64(state: seed)
        var lags: [Double] = []
        var first: [Double] = []
        var all: [Double] = []
        for _ in 0..<samples {
            // To the microsecond: an attempt and readiness within the same millisecond are not a lag of 0.
            let ready = Double.random(in: 1000...60_000, using: &random)
            let times = candidate.attempts(until: 60_000, random: &random)
            let next = times.firstIndex { Double($0) >= ready } ?? times.count - 1
            lags.append(Double(times[next]) - ready)
            first.append(Double(times.prefix { $0 < 10_000 }.count))
            all.append(Double(times.prefix { $0 < 60_000 }.count))
        }
        let lag = Sample(lags)
        name = candidate.name
        median = lag.percentile(0.5)
        p99 = lag.percentile(0.99)
        max = lag.maximum
        attempts10 = Int(Sample(first).percentile(0.5))
        maximum10 = Int(Sample(first).maximum)
        attempts60 = Sample(all).mean
    }
}
