#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

// The certificates library has its times as `Date`; this is the only place that does, too.

extension Moment {
    /// Fractions are cut off: certificates have none.
    init(_ date: Date) {
        self.init(seconds: Int64(date.timeIntervalSince1970.rounded(.down)))
    }

    var date: Date { Date(timeIntervalSince1970: Double(seconds)) }
}
