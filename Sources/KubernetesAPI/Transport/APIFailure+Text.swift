extension APIFailure: CustomStringConvertible {
    /// What went wrong, in a few words on one line.
    public var description: String {
        switch self {
        case .notFound(let why): "not found: " + SafeText.of(why)
        case .conflict(let why): "conflict: " + SafeText.of(why)
        case .alreadyExists(let why): "already there: " + SafeText.of(why)
        case .gone(let why): "no longer known: " + SafeText.of(why)
        case .unauthorized(let why): "not authenticated: " + SafeText.of(why)
        case .forbidden(let why): "forbidden: " + SafeText.of(why)
        case .overloaded(let time, let why): "overloaded, again in \(time.components.seconds) s: " + SafeText.of(why)
        case .invalid(let code, let why): "refused with \(code): " + SafeText.of(why)
        case .server(let code, let why): "the server failed with \(code): " + SafeText.of(why)
        case .unreachable(let why): "cannot be reached: " + SafeText.of(why)
        case .transport(let why): "the connection failed: " + SafeText.of(why)
        case .timedOut(let why): "no answer in time: " + SafeText.of(why)
        case .tooLarge(let why): "too large: " + SafeText.of(why)
        case .unreadable(let why): "not understood: " + SafeText.of(why)
        case .cancelled: "cancelled"
        }
    }

    /// The same, as far as it concerns a watch.
    var asWatchFailure: WatchFailure {
        switch self {
        case .gone: .gone
        case .overloaded(let time, _): .overloaded(retryAfter: Int(clamping: time.components.seconds))
        case .unauthorized, .forbidden: .forbidden(description)
        default: .other(description)
        }
    }
}
