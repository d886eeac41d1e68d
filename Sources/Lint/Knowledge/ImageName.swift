/// An image's reference taken apart, as far as rules look at it (distribution/reference).
struct ImageName {
    /// As it is written.
    let text: String
    /// The last part of the name: `fluent-bit` of `docker.io/fluent/fluent-bit:3.0`.
    let base: String
    /// The last two parts, where there are two: `fluent/fluent-bit`.
    let path: String
    /// The whole name without what stands for Docker Hub: `fluent/fluent-bit`, `busybox` of `docker.io/library/busybox`,
    /// `gcr.io/distroless/static`.
    let repository: String
    /// What stands behind the colon; empty when nothing does.
    let tag: String
    /// Whether it is named by its digest.
    let hasDigest: Bool

    init(_ image: String) {
        text = image
        let parts = image.split(separator: "@", maxSplits: 1)
        hasDigest = parts.count > 1
        var named = parts.first ?? ""
        // A colon before a slash is that of the registry's port.
        if let colon = named.lastIndex(of: ":"), !named[colon...].contains("/") {
            tag = String(named[named.index(after: colon)...])
            named = named[..<colon]
        } else {
            tag = ""
        }
        let names = named.split(separator: "/")
        base = names.last.map(String.init) ?? ""
        path = names.suffix(2).joined(separator: "/")
        for prefix in ["docker.io/", "index.docker.io/", "registry-1.docker.io/", "mirror.gcr.io/", "library/"]
        where named.hasPrefix(prefix) {
            named = named.dropFirst(prefix.count)
        }
        repository = String(named)
    }

    /// Whether it is a name at all, and not what a template or an operator has yet to fill in.
    var isComplete: Bool {
        !base.isEmpty && !text.utf8.contains { " \t{}$<>\"'()".utf8.contains($0) }
    }
}
