import Rendering

/// A time that something takes.
public enum AssumedTime: Hashable, Sendable {
    /// It takes so long.
    case after(Duration)
    /// It does not happen.
    case never

    /// The length; `nil` for never.
    public var duration: Duration? {
        if case .after(let time) = self { time } else { nil }
    }

    var text: String {
        switch self {
        case .after(let time): DurationText.format(time)
        case .never: "never"
        }
    }
}
