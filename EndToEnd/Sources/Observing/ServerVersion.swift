/// A cluster's version, as far as features depend on it.
package struct ServerVersion: Comparable, Sendable, CustomStringConvertible {
    package var major: Int
    package var minor: Int

    package init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Reads `v1.20.5`, `v1.33.1-gke.100`, `1.29`; nil for anything else.
    package init?(_ text: String) {
        let parts = text.drop { $0 == "v" }.split(separator: ".", maxSplits: 2)
        guard parts.count >= 2, let major = Int(parts[0]), let minor = Int(parts[1].prefix { $0.isNumber }) else {
            return nil
        }
        self.init(major: major, minor: minor)
    }

    package var description: String { "\(major).\(minor)" }

    package static func < (one: ServerVersion, two: ServerVersion) -> Bool {
        (one.major, one.minor) < (two.major, two.minor)
    }
}
