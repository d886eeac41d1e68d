import Startup

/// An image's reference taken apart, as far as rules look at it.
struct ImageName {
    /// The last part of the name: `fluent-bit` of `docker.io/fluent/fluent-bit:3.0`.
    let base: String
    /// The last two parts, where there are two: `fluent/fluent-bit`.
    let path: String
    /// What stands behind the colon; empty when nothing does.
    let tag: String

    init(_ image: String) {
        let named = image.split(separator: "@", maxSplits: 1).first.map(String.init) ?? ""
        let parts = named.split(separator: "/")
        let last = parts.last.map(String.init) ?? ""
        let pieces = last.split(separator: ":", maxSplits: 1)
        base = pieces.first.map(String.init) ?? ""
        tag = pieces.count == 2 ? String(pieces[1]) : ""
        path = parts.count > 1 ? "\(parts[parts.count - 2])/\(base)" : base
    }
}
