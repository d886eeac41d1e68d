import Foundation

/// Reads `kubectl logs --timestamps`, with or without `--prefix`: `[pod/x/app] 2026-11-25T22:00:00.123456789Z text`.
package enum LogTimes {
    /// One line: who wrote it, when (seconds since 1970), and what.
    package struct Line: Sendable, Equatable {
        /// `pod/shop-1/shop` with --prefix, otherwise empty.
        package var source: String
        package var time: Double
        package var text: String

        package init(source: String, time: Double, text: String) {
            self.source = source
            self.time = time
            self.text = text
        }
    }

    /// The lines that have a time; others (kubectl's own words) are left out.
    package static func lines(_ log: String) -> [Line] {
        log.split(separator: "\n").compactMap { line in
            var words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
            var source = ""
            if let first = words.first, first.hasPrefix("["), first.hasSuffix("]") {
                source = String(first.dropFirst().dropLast())
                words.removeFirst()
            } else if words.count == 3 {
                words = [words[0], words[1...].joined(separator: " ")[...]]
            }
            guard let stamp = words.first, let time = seconds(stamp) else { return nil }
            return Line(source: source, time: time, text: words.count > 1 ? String(words[1]) : "")
        }
    }

    /// Seconds since 1970 of an RFC 3339 time with up to nanoseconds, in UTC or with an offset; nil for anything else.
    package static func seconds(_ text: some StringProtocol) -> Double? {
        let text = String(text)
        guard let point = text.firstIndex(of: ".") else {
            return (try? Date(text, strategy: .iso8601))?.timeIntervalSince1970
        }
        // Foundation's own format keeps milliseconds only: a lag of some of them needs more.
        let digits = text[text.index(after: point)...].prefix { $0.isNumber }
        let whole = text[..<point] + text[digits.endIndex...]
        guard !digits.isEmpty, let fraction = Double("0." + digits) else { return nil }
        return (try? Date(String(whole), strategy: .iso8601)).map { $0.timeIntervalSince1970 + fraction }
    }

    /// The first line with this text of each source, by source.
    package static func first(_ text: String, in lines: [Line]) -> [String: Double] {
        var found: [String: Double] = [:]
        for line in lines where line.text.contains(text) {
            found[line.source] = min(found[line.source] ?? line.time, line.time)
        }
        return found
    }
}
