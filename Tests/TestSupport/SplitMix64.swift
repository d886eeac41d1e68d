/// Numbers that are the same for the same seed, so that a failing case comes back.
public struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    /// A generator; each seed has a sequence of its own.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits (Steele, Lea and Flood, "Fast splittable pseudorandom number generators").
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to but without `bound`.
    public mutating func number(below bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
    /// A number of the range.
    public mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
    /// Whether something happens that happens in so many of a hundred cases.
    public mutating func chance(_ percent: Int) -> Bool { number(below: 100) < percent }
    /// One of the elements, of which there has to be one.
    public mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(below: elements.count)] }
}
