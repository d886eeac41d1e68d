import Lint
import Manifests

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
        return FNV.digits(text.utf8) + ":\(count)"
    }
}
