/// Why a list or a watch did not succeed, as far as it decides how to go on.
public enum WatchFailure: Hashable, Sendable {
    /// 410, or an ERROR event with this code: the version is no longer known, and everything has to be listed anew
    /// (Kubernetes API Concepts, "410 Gone responses").
    case gone
    /// 429 or 503 with `Retry-After`, in whole seconds.
    case overloaded(retryAfter: Int)
    /// 401 or 403, and why: asked again all the same, because rights may come later.
    case forbidden(String)
    /// Anything else: connection refused, 500, a body that cannot be read.
    case other(String)

    /// What went wrong, for a log.
    public var reason: String {
        switch self {
        case .gone: "the version is no longer known"
        case .overloaded(let seconds): "the server is overloaded: again in \(seconds) s"
        case .forbidden(let why), .other(let why): why
        }
    }
}
