import Probing

/// A version of Kubernetes, as far as features depend on it: major and minor.
public struct KubernetesVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// 1, for as long as anyone remembers.
    public var major: Int
    /// Such as 33.
    public var minor: Int

    /// A version of these parts.
    public init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Reads `1.33`, `v1.29.3`, `1.31.0+k3s1`, and `1.27+`, which is how some clouds write the minor alone.
    /// Throws what is wrong with anything else.
    public init(_ text: String) throws(UsageError) {
        let parts = text.utf8.dropFirst(text.hasPrefix("v") ? 1 : 0).split(
            separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2,
            let major = KubernetesVersion.number(parts[0]),
            let minor = KubernetesVersion.number(
                parts.count == 2 && parts[1].last == UInt8(ascii: "+") ? parts[1].dropLast() : parts[1]),
            parts.count == 2 || parts[2].first.map(KubernetesVersion.isDigit) == true
        else {
            throw UsageError(
                "\"\(String(text.prefix(40)))\" is not a version of Kubernetes", cure: "write it as 1.33 or v1.29.3")
        }
        self.init(major, minor)
    }

    /// `1.33`.
    public var description: String { "\(major).\(minor)" }

    /// Orders by age.
    public static func < (left: KubernetesVersion, right: KubernetesVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Digits only: `Int` alone would take a sign too.
    private static func number(_ text: Substring.UTF8View) -> Int? {
        guard (1...4).contains(text.count), text.allSatisfy(isDigit) else { return nil }
        return text.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}
