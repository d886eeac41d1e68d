/// Why a request got no review: the `reason` of `holdfast_admission_rejected_total`.
enum Rejection: String, CaseIterable, Sendable {
    /// No such path.
    case path
    /// Another method than the path's.
    case method
    /// No JSON, or packed.
    case contentType = "content_type"
    /// A body beyond the limit.
    case size
    /// The handler could not read it.
    case malformed
    /// Too many requests at a time.
    case requests
    /// Too many bytes at a time.
    case memory
    /// Too many connections.
    case connections
    /// Cut for taking too long.
    case slow
    /// The client went away, or spoke no HTTP, within its body.
    case aborted
}
