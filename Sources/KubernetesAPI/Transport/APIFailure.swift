/// Why a request did not succeed, told apart as far as it decides how to go on.
///
/// The texts are for logs: one line, cut, without control characters and without anything that looks like a token
/// (``SafeText``). Transports make theirs from what they know, not from headers.
public enum APIFailure: Error, Hashable, Sendable {
    /// 404: there is no such object, or no such resource.
    case notFound(String)
    /// 409 of a changed object: what was read is out of date, or another manager owns the field.
    case conflict(String)
    /// 409 `AlreadyExists`: an object of this name is there.
    case alreadyExists(String)
    /// 410: the version or the page's token is no longer known; begin anew.
    case gone(String)
    /// 401: the server does not know who asks.
    case unauthorized(String)
    /// 403: whoever asks may not.
    case forbidden(String)
    /// 429, or 503 with `Retry-After`: not carried out; not before this time.
    case overloaded(retryAfter: Duration, String)
    /// 400, 422 and other codes of 4xx: the request will never succeed as it is.
    case invalid(code: Int, String)
    /// 5xx, with its code.
    case server(code: Int, String)
    /// There was no connection, so that nothing can have been carried out.
    case unreachable(String)
    /// The connection failed: nobody knows whether the request was carried out.
    case transport(String)
    /// No answer in time: nobody knows whether the request was carried out.
    case timedOut(String)
    /// An answer, or a line of a watch, beyond its limit.
    case tooLarge(String)
    /// An answer that cannot be understood.
    case unreadable(String)
    /// The task was cancelled.
    case cancelled
}
