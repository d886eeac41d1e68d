/// A version of Istio, as far as features depend on it.
struct IstioVersion: Comparable, CustomStringConvertible {
    let major: Int
    let minor: Int

    init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Reads tags (`1.7.3-distroless`, `1.8-alpha.4a9`) and revisions (`1-6-8`). `nil` for what names no version, such as
    /// `latest`, `canary` or `asm-181-5`.
    init?(_ text: String) {
        let bare = text.hasPrefix("v") ? text.dropFirst() : text[...]
        let parts = bare.split(maxSplits: 2, omittingEmptySubsequences: false) { $0 == "." || $0 == "-" }
        guard parts.count >= 2, let major = Int(parts[0]), let minor = Int(parts[1]), major == 1,
            (0...99).contains(minor)
        else { return nil }
        self.init(major, minor)
    }

    var description: String { "\(major).\(minor)" }

    static func < (left: IstioVersion, right: IstioVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}
