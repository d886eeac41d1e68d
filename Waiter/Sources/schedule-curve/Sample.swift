/// Values, to ask for their median and the like.
struct Sample {
    private let sorted: [Double]

    init(_ values: [Double]) {
        sorted = values.sorted()
    }

    var mean: Double { sorted.isEmpty ? 0 : sorted.reduce(0, +) / Double(sorted.count) }
    var maximum: Double { sorted.last ?? 0 }

    /// The smallest value that is at least as large as this share of all.
    func percentile(_ share: Double) -> Double {
        guard !sorted.isEmpty else { return 0 }
        return sorted[max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1)]
    }
}
