import Probing

/// Reads when a certificate ends, and nothing else of it (RFC 5280, section 4.1).
enum CertificateExpiry {
    /// Seconds since 1970 of `notAfter` of the first certificate of a PEM text; `nil` when there is none.
    static func read(_ pem: String) -> Int64? {
        let begin = "-----BEGIN CERTIFICATE-----"
        guard let start = range(of: begin, in: pem) else { return nil }
        let rest = pem[start...].dropFirst(begin.count)
        guard let end = rest.firstIndex(of: "-") else { return nil }
        // A PEM text is broken into lines.
        guard let der = Base64.decode(String(rest[..<end].filter { !$0.isWhitespace })) else { return nil }
        return notAfter(der)
    }

    private static func range(of text: String, in whole: String) -> String.Index? {
        var index = whole.startIndex
        while index < whole.endIndex {
            if whole[index...].hasPrefix(text) { return index }
            index = whole.index(after: index)
        }
        return nil
    }

    /// Certificate → TBSCertificate → [0] version, serialNumber, signature, issuer, validity → notAfter.
    private static func notAfter(_ der: [UInt8]) -> Int64? {
        var outer = DERReader(der[...])
        guard var certificate = outer.next(0x30).map(DERReader.init),
            var body = certificate.next(0x30).map(DERReader.init)
        else { return nil }
        if body.tag == 0xA0 { _ = body.next(0xA0) }
        guard body.next(0x02) != nil, body.next(0x30) != nil, body.next(0x30) != nil,
            var validity = body.next(0x30).map(DERReader.init), let begin = validity.tag, validity.next(begin) != nil,
            let tag = validity.tag, let text = validity.next(tag)
        else { return nil }
        return seconds(Array(text), isLong: tag == 0x18)
    }

    /// `YYMMDDHHMMSSZ` (UTCTime, 1950 to 2049) or `YYYYMMDDHHMMSSZ`.
    private static func seconds(_ text: [UInt8], isLong: Bool) -> Int64? {
        let digits = text.prefix { (0x30...0x39).contains($0) }.map { Int64($0 - 0x30) }
        guard digits.count == (isLong ? 14 : 12) else { return nil }
        var year = digits[0] * 10 + digits[1]
        if isLong { year = year * 100 + digits[2] * 10 + digits[3] } else { year += year < 50 ? 2000 : 1900 }
        let rest = digits.dropFirst(isLong ? 4 : 2).map { $0 }
        func pair(_ index: Int) -> Int64 { rest[index * 2] * 10 + rest[index * 2 + 1] }
        return days(year, pair(0), pair(1)) * 86400 + pair(2) * 3600 + pair(3) * 60 + pair(4)
    }

    /// Days since 1970-01-01 of a date of the Gregorian calendar, whose years are counted here from March on, so that a
    /// leap day is a year's last.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let years = month > 2 ? year : year - 1
        let months = (month + 9) % 12
        return years * 365 + years / 4 - years / 100 + years / 400 + (months * 306 + 5) / 10 + day - 1 - 719_468
    }
}
