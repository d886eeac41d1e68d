/// A timeline as JSON, for other programs.
public enum TimelineJSON {
    /// The keys always come in the same order; times are whole milliseconds from the beginning of the run.
    public static func render(_ timeline: Timeline) -> String {
        """
        {
          "version": 1,
          "title": \(JSONText.quote(timeline.title)),
          "outcome": \(JSONText.quote(timeline.outcome)),
          "succeeded": \(timeline.succeeded),
          "endMs": \(timeline.end.wholeMilliseconds),
          "criticalPath": \(JSONText.list(timeline.criticalPath)),
          "hazards": \(JSONText.list(timeline.hazards)),
          "rows": \(JSONText.block(timeline.rows.map(row), indent: "  "))
        }

        """
    }

    private static func row(_ row: Timeline.Row) -> String {
        let totals = Timeline.Activity.allCases.compactMap { activity in
            let total = row.total(activity).wholeMilliseconds
            return total > 0 ? "\(JSONText.quote(activity.rawValue)): \(total)" : nil
        }
        return """
            {
                  "pod": \(JSONText.quote(row.pod)),
                  "container": \(JSONText.quote(row.container)),
                  "role": \(JSONText.quote(row.role)),
                  "critical": \(row.isCritical),
                  "readyMs": \(row.readyTime.map { String($0.wholeMilliseconds) } ?? "null"),
                  "totalsMs": {\(totals.joined(separator: ", "))},
                  "spans": \(JSONText.block(row.spans.map(span), indent: "      ")),
                  "marks": \(JSONText.block(row.marks.map(mark), indent: "      "))
                }
            """
    }

    private static func span(_ span: Timeline.Span) -> String {
        "{\"activity\": \(JSONText.quote(span.activity.rawValue)), \"startMs\": \(span.start.wholeMilliseconds), "
            + "\"endMs\": \(span.end.wholeMilliseconds), \"note\": \(JSONText.quote(span.note))}"
    }

    private static func mark(_ mark: Timeline.Mark) -> String {
        "{\"kind\": \(JSONText.quote(mark.kind.rawValue)), \"timeMs\": \(mark.time.wholeMilliseconds), "
            + "\"text\": \(JSONText.quote(mark.text))}"
    }
}
