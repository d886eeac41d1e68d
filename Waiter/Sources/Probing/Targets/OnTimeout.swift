/// What happens when a deadline passes.
public enum OnTimeout: Equatable, Sendable {
    /// The wait fails (exit code 124).
    case fail
    /// The wait goes on as if the target were ready, and says so.
    case proceed
    /// The wait stays, and says so: a postStart hook that gives up would let everything through (fact 3).
    case block

    /// Reads `fail`, `proceed` or `block`.
    public init(_ text: String) throws(UsageError) {
        switch text {
        case "fail": self = .fail
        case "proceed": self = .proceed
        case "block": self = .block
        default:
            throw UsageError(
                "\"\(text)\" is not something to do on a timeout", cure: "write fail, proceed or block")
        }
    }

    /// The word for it in options and declarations.
    public var text: String {
        switch self {
        case .fail: "fail"
        case .proceed: "proceed"
        case .block: "block"
        }
    }
}
