/// What the benchmark reads.
struct Result: Encodable {
    let samples: Int
    let pods: Int
    let curves: [Curve]
    let bursts: [Burst]
}
