/// Differences between two texts in the form that `patch` reads and people review.
public enum UnifiedDiff {
    /// As `diff -u` has it: `--- a`, `+++ b`, and the changed lines with some unchanged ones around; empty when both
    /// texts are the same bytes.
    ///
    /// Lines end with a line feed and keep what stands before it, a carriage return too. A last line without one gets
    /// `\ No newline at end of file`. Names come without a time; where spaces, quotes or control characters in them
    /// would mislead `patch`, a tab ends the name, and it is in quotes, respectively.
    ///
    /// The changes are the fewest possible as long as these are no more than about 1,000 lines; beyond that they may
    /// be more, but the time stays near to linear (`LineMatcher`). Of equally few it may choose others than GNU `diff`.
    public static func text(
        _ before: [UInt8], _ after: [UInt8], from: String, to: String, context: Int = 3
    ) -> [UInt8] {
        guard before != after else { return [] }
        let (old, new) = LineTable.tables(before, after)
        var matcher = LineMatcher(old.ids, new.ids)
        matcher.match()
        var gaps = LineGaps(removed: matcher.removed, added: matcher.added)
        gaps.slide(old.ids, new.ids)

        var writer = HunkWriter(before, after, old, new, context: max(0, context))
        writer.append("--- " + fileName(from) + "\n+++ " + fileName(to) + "\n")
        writer.append(gaps)
        return writer.output
    }

    private static func fileName(_ name: String) -> String {
        let needsQuotes = name.utf8.contains { $0 < Ascii.space || $0 == 0x7F || $0 == 0x22 || $0 == Ascii.backslash }
        guard needsQuotes else { return name.utf8.contains(Ascii.space) ? name + "\t" : name }
        var text = "\""
        for scalar in name.unicodeScalars {
            switch scalar.value {
            case 0x22, 0x5C:
                text += "\\"
                text.unicodeScalars.append(scalar)
            case 0..<0x20, 0x7F:
                let octal = String(scalar.value, radix: 8)
                text += "\\" + String(repeating: "0", count: 3 - octal.utf8.count) + octal
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
