extension Duration {
    /// In whole milliseconds, towards zero; what does not fit stops at the largest number.
    package var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (thousandfold, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        if overflow { return seconds < 0 ? .min : .max }
        let (sum, carry) = thousandfold.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
        if carry { return seconds < 0 ? .min : .max }
        return sum
    }

    /// In seconds, for positions in a picture.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
