import Lint

/// What tells a finding of one run from those of another: the same as in a baseline, so that lines may move.
struct Fingerprint {
    /// How often the same was seen in this run.
    private var seen: [Baseline.Entry: Int] = [:]

    /// Hexadecimal digits, and which one it is of several that look the same.
    mutating func next(_ finding: Finding) -> String {
        let entry = Baseline.Entry(finding)
        let count = seen[entry, default: 0] + 1
        seen[entry] = count
        let text = [entry.rule, finding.file, entry.object, entry.container, entry.message].joined(separator: "\0")
        let digits = String(Self.hash(text.utf8), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits + ":\(count)"
    }

    /// FNV-1a of 64 bits: no secret hangs on it, and it must be the same in every run (`Hasher` is not).
    private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
