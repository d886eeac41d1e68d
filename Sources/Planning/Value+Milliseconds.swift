import Manifests

extension Value {
    /// A length of time; `null` for never.
    static func milliseconds(_ duration: Duration?) -> Value {
        guard let duration else { return .null }
        let (seconds, attoseconds) = duration.components
        return .int(Int(seconds * 1000 + attoseconds / 1_000_000_000_000_000))
    }
}
