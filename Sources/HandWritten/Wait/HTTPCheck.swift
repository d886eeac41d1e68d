/// How a check over HTTP judges the answer.
public struct HTTPCheck: Equatable, Sendable {
    /// Whether the status decides (`curl -f`, wget, a comparison of `%{http_code}`), rather than any answer being good.
    public var countsStatus: Bool
    /// The statuses that are compared with, such as `200`; empty when 200–399 are good.
    public var statuses: [Int] = []
    /// The text that the answer must have (`| grep UP`); `nil` when none is asked for.
    public var body: String?
    /// What the answer must have as JSON (`| jq -r .status` compared with `UP`), as `path:value`; `nil` when nothing is
    /// asked for.
    public var json: String?
    /// Whether redirects are followed (`-L`; wget does).
    public var followsRedirects = false
    /// Whether any certificate is taken (`-k`).
    public var ignoresCertificate = false
}
