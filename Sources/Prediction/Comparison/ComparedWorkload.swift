/// A workload that waits for something: its ways side by side.
public struct ComparedWorkload: Equatable, Sendable {
    /// A position in the survey's pods.
    public var pod: Int
    /// Such as `deployment/shop`.
    public var title: String
    /// The ways that have something to do with it; `today` is always the first.
    public var rows: [ComparisonRow]
    /// Without any hold: what scaling out is measured against.
    public var unheld: ComparisonRow
    /// What to do.
    public var advice: Advice

    /// The row of a way, if it has one.
    public func row(_ way: Way) -> ComparisonRow? { rows.first { $0.way == way } }
}
