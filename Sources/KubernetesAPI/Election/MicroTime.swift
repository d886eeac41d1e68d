/// Points in time as Leases and Events have them (meta/v1 `MicroTime`): RFC 3339 in UTC, with six digits of a second.
public enum MicroTime {
    /// The text of a reading of the wall clock: time since 1970, without leap seconds.
    ///
    /// A reading before 1970 or beyond the year 9999, which RFC 3339 does not know, becomes the nearest that is neither.
    public static func text(_ sinceEpoch: Duration) -> String {
        let latest: Int64 = 253_402_300_799
        let (seconds, rest) = (sinceEpoch.components.seconds, sinceEpoch.components.attoseconds)
        let second = min(max(seconds, 0), latest)
        let micros = second == seconds ? max(rest, 0) / 1_000_000_000_000 : 0
        let (day, time) = (Int(second / 86400), Int(second % 86400))
        let (year, month, date) = civil(day)
        return digits(year, 4) + "-" + digits(month, 2) + "-" + digits(date, 2) + "T" + digits(time / 3600, 2) + ":"
            + digits(time / 60 % 60, 2) + ":" + digits(time % 60, 2) + "." + digits(Int(micros), 6) + "Z"
    }

    /// The date of a day counted from 1970-01-01, not before it: whole eras of 400 years, then years that begin in March,
    /// so that the leap day is the last one of its year.
    private static func civil(_ day: Int) -> (year: Int, month: Int, date: Int) {
        let fromMarch0000 = day + 719_468
        let (era, dayOfEra) = (fromMarch0000 / 146_097, fromMarch0000 % 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (
            era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1
        )
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
}
