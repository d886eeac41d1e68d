/// The status codes that count as ready, such as `200,204,500-599`.
public struct StatusSet: Equatable, Sendable {
    let ranges: [ClosedRange<Int>]

    init(ranges: [ClosedRange<Int>]) {
        self.ranges = ranges
    }

    /// 200–399, the rule of the kubelet's `httpGet` probes: a redirect counts as an answer.
    public static var kubelet: StatusSet { StatusSet(ranges: [200...399]) }

    /// Parses codes and ranges, separated by commas, without spaces; nil where the text is anything else.
    ///
    /// A code has three digits, 100 to 999: RFC 9110 section 15 ends at 599, but some servers do not.
    public init?(_ text: String) {
        var ranges: [ClosedRange<Int>] = []
        for item in [UInt8](text.utf8).split(separator: 0x2C, omittingEmptySubsequences: false) {
            let ends = item.split(separator: 0x2D, omittingEmptySubsequences: false)
            guard ends.count <= 2, let first = ends.first, let last = ends.last else { return nil }
            guard let low = Self.code(first), let high = Self.code(last), low <= high else { return nil }
            ranges.append(low...high)
        }
        guard !ranges.isEmpty else { return nil }
        self.ranges = ranges
    }

    /// Whether the code is in the set.
    public func contains(_ code: Int) -> Bool {
        ranges.contains { $0.contains(code) }
    }

    /// The set in the form that the parser reads.
    public var description: String {
        var text = ""
        for range in ranges {
            if !text.isEmpty { text += "," }
            text += range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
        }
        return text
    }

    /// `status-code` of RFC 9112 section 4: three digits, the first of which is not 0.
    static func code(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count == 3, let value = HTTPBytes.decimal(bytes), value >= 100 else { return nil }
        return value
    }
}
