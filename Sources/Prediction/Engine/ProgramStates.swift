/// A set of ``ProgramState``s.
struct ProgramStates: Hashable {
    private var bits: UInt8 = 0

    func contains(_ state: ProgramState) -> Bool { bits & 1 << UInt8(state.rawValue) != 0 }
    mutating func insert(_ state: ProgramState) { bits |= 1 << UInt8(state.rawValue) }
    mutating func remove(_ state: ProgramState) { bits &= ~(1 << UInt8(state.rawValue)) }
}
