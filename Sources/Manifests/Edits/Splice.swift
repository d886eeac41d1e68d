/// A part of a text that is replaced; an empty range is an insertion.
public struct Splice: Hashable, Sendable {
    /// The bytes that go, as offsets into the source.
    public var range: Range<Int>
    /// What comes in their place.
    public var bytes: [UInt8]

    /// A replacement.
    public init(_ range: Range<Int>, _ text: String) {
        self.init(range, bytes: Array(text.utf8))
    }

    /// A replacement.
    public init(_ range: Range<Int>, bytes: [UInt8]) {
        self.range = range
        self.bytes = bytes
    }

    /// A part of a text with its splices carried out. Insertions at one place keep the order in which they are given.
    /// `nil` when two of them overlap, or one lies outside.
    public static func apply(_ splices: [Splice], to bytes: [UInt8], within part: Range<Int>) -> [UInt8]? {
        var order = Array(splices.indices)
        let isSorted = order.dropFirst().allSatisfy { Splice.start(splices, $0 - 1) <= Splice.start(splices, $0) }
        if !isSorted { order.sort { (Splice.start(splices, $0), $0) < (Splice.start(splices, $1), $1) } }
        var result: [UInt8] = []
        result.reserveCapacity(part.count + splices.reduce(0) { $0 + $1.bytes.count })
        var position = part.lowerBound
        for index in order {
            let splice = splices[index]
            guard splice.range.lowerBound >= position, splice.range.upperBound <= part.upperBound else { return nil }
            result += bytes[position..<splice.range.lowerBound]
            result += splice.bytes
            position = splice.range.upperBound
        }
        result += bytes[position..<part.upperBound]
        return result
    }

    private static func start(_ splices: [Splice], _ index: Int) -> Int { splices[index].range.lowerBound }
}
