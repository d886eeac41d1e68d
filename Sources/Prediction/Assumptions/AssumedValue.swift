/// A value that a prediction was made with, and where it comes from: everything that is assumed can be listed.
public struct AssumedValue: Hashable, Sendable {
    /// Where a value comes from.
    public enum Origin: Hashable, Sendable {
        /// Somebody said so.
        case given
        /// It was so in a recorded run.
        case recorded
        /// The container's own probe suggests it.
        case probe
        /// Nothing is known, and this is as good as any.
        case standard
    }

    /// A container, `deployment/shop/app`, or a target.
    public var subject: String
    /// What is assumed: `ready 2s after its start`.
    public var what: String
    /// Where that comes from.
    public var origin: Origin

    /// `deployment/shop/app: ready 2s after its start (assumed)`.
    public var text: String {
        let why =
            switch origin {
            case .given: "as given"
            case .recorded: "as recorded"
            case .probe: "as its probe suggests"
            case .standard: "assumed"
            }
        return "\(subject): \(what) (\(why))"
    }
}
