#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A moment of the calendar, UTC.
public struct WallTime: Sendable, Equatable {
    /// Milliseconds since 1970.
    public var milliseconds: Int64

    /// A moment.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The system's clock.
    public static func now() -> WallTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return WallTime(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// As RFC 3339 writes it, such as `2026-11-25T22:30:48.007Z`; years 0 to 9999.
    public var text: String {
        let (days, ofDay) = WallTime.divided(milliseconds, 86_400_000)
        let date = WallTime.date(days)
        let seconds = ofDay / 1000
        let day = "\(pad(date.year, 4))-\(pad(date.month, 2))-\(pad(date.day, 2))"
        let clock = "\(pad(seconds / 3600, 2)):\(pad(seconds / 60 % 60, 2)):\(pad(seconds % 60, 2))"
        return "\(day)T\(clock).\(pad(ofDay % 1000, 3))Z"
    }

    /// The Gregorian date of a day since 1970. Years are counted from March, so that the leap day is the last one, in
    /// eras of 400 years that are all alike.
    private static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, day) = divided(days + 719_468, 146_097)
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
        let ofYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        return (
            era * 400 + year + (month < 10 ? 0 : 1), month < 10 ? month + 3 : month - 9,
            ofYear - (153 * month + 2) / 5 + 1
        )
    }

    /// Rounded down, also before 1970.
    private static func divided(_ value: Int64, _ by: Int64) -> (Int64, Int64) {
        let rest = ((value % by) + by) % by
        return ((value - rest) / by, rest)
    }

    private func pad(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
