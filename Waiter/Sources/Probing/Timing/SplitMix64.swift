/// A small random number generator with a seed (Steele, Lea, Flood 2014): good enough to spread attempts.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    /// The seed, and from then on the state.
    public var state: UInt64

    /// A generator that begins with the seed.
    public init(state: UInt64) {
        self.state = state
    }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
