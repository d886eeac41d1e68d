/// A point of time in whole seconds since 1970-01-01T00:00:00Z, as certificates have it (RFC 5280, 4.1.2.5: no
/// fractions). Passed in everywhere: nothing here asks a clock.
public struct Moment: Hashable, Sendable, Comparable {
    /// Seconds since 1970-01-01T00:00:00Z; negative before.
    public var seconds: Int64

    /// The point of time so many seconds after 1970-01-01T00:00:00Z.
    public init(seconds: Int64) {
        self.seconds = seconds
    }

    /// Earlier comes first.
    public static func < (left: Moment, right: Moment) -> Bool {
        left.seconds < right.seconds
    }

    /// So many seconds later.
    public static func + (moment: Moment, seconds: Int64) -> Moment {
        Moment(seconds: moment.seconds + seconds)
    }

    /// So many seconds earlier.
    public static func - (moment: Moment, seconds: Int64) -> Moment {
        Moment(seconds: moment.seconds - seconds)
    }

    /// Seconds from the right one to the left one.
    public static func - (left: Moment, right: Moment) -> Int64 {
        left.seconds - right.seconds
    }
}
