/// An image's name in its parts (distribution/reference).
struct ImageName: Sendable {
    /// As it is written.
    var text: String
    /// The repository without a registry that stands for Docker Hub, and without `library/`: `busybox`,
    /// `curlimages/curl`, `gcr.io/distroless/static`.
    var repository: String
    /// The tag; `nil` when there is none.
    var tag: String?
    /// Whether it is named by its digest.
    var hasDigest: Bool

    /// `nil` for what is no name yet: placeholders of templates, variables, nothing.
    init?(_ text: String) {
        guard !text.isEmpty, !text.utf8.contains(where: { " \t{}$<>\"'()".utf8.contains($0) }) else { return nil }
        self.text = text
        var rest = Substring(text)
        hasDigest = rest.contains("@")
        if let at = rest.firstIndex(of: "@") { rest = rest[..<at] }
        // A colon before a slash is that of the registry's port.
        if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("/") {
            tag = String(rest[rest.index(after: colon)...])
            rest = rest[..<colon]
        }
        for prefix in ["docker.io/", "index.docker.io/", "registry-1.docker.io/", "mirror.gcr.io/"]
        where rest.hasPrefix(prefix) {
            rest = rest.dropFirst(prefix.count)
        }
        if rest.hasPrefix("library/") { rest = rest.dropFirst("library/".count) }
        repository = String(rest)
    }
}
