/// A timeline as one page that loads nothing: the picture, where the time went, and what went wrong.
public enum TimelineHTML {
    /// The columns of the table.
    private static let columns: [Timeline.Activity] = [.queued, .held, .starting, .hook, .backoff]

    /// The page.
    public static func render(_ timeline: Timeline) -> String {
        let title = XMLText.escape(timeline.title.isEmpty ? "Holdfast" : timeline.title)
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            <style>
            \(PageStyle.sheet)
            </style>
            </head>
            <body>
            <h1>\(title)</h1>
            \(outcome(timeline))<figure>
            \(TimelineSVG.render(timeline))</figure>
            \(table(timeline))\(path(timeline))\(hazards(timeline))</body>
            </html>

            """
    }

    private static func outcome(_ timeline: Timeline) -> String {
        guard !timeline.outcome.isEmpty else { return "" }
        return "<p class=\"\(timeline.succeeded ? "good" : "bad")\">\(XMLText.escape(timeline.outcome))</p>\n"
    }

    private static func table(_ timeline: Timeline) -> String {
        guard !timeline.rows.isEmpty else { return "" }
        let headings = columns.map { "<th scope=\"col\" class=\"number\">\($0.rawValue)</th>" }.joined()
        return """
            <h2>Where the time went</h2>
            <div class="wide"><table>
            <thead><tr><th scope="col">pod</th><th scope="col">container</th><th scope="col">role</th>\(headings)\
            <th scope="col" class="number">ready</th><th scope="col">waited for</th></tr></thead>
            <tbody>
            \(timeline.rows.map(tableRow).joined())</tbody>
            </table></div>

            """
    }

    private static func tableRow(_ row: Timeline.Row) -> String {
        let sums = columns.map(row.total)
        let longest = sums.max() ?? .zero
        var cells = "<td>\(XMLText.escape(row.pod))</td><th scope=\"row\">\(XMLText.escape(row.container))</th>"
        cells += "<td>\(XMLText.escape(row.role))</td>"
        for sum in sums {
            let emphasis = sum == longest && sum.wholeMilliseconds > 0 ? " longest" : ""
            let text = sum.wholeMilliseconds > 0 ? DurationText.format(sum) : "–"
            cells += "<td class=\"number\(emphasis)\">\(text)</td>"
        }
        cells += "<td class=\"number\">\(row.readyTime.map(DurationText.format) ?? "–")</td>"
        cells += "<td>\(XMLText.escape(row.reasons(.held)))</td>"
        return "<tr\(row.isCritical ? " class=\"critical\"" : "")>\(cells)</tr>\n"
    }

    private static func path(_ timeline: Timeline) -> String {
        guard !timeline.criticalPath.isEmpty else { return "" }
        let items = timeline.criticalPath.map { "<li>\(XMLText.escape($0))</li>" }.joined(separator: "\n")
        return "<h2>Critical path</h2>\n<ol>\n\(items)\n</ol>\n"
    }

    private static func hazards(_ timeline: Timeline) -> String {
        guard !timeline.hazards.isEmpty else { return "" }
        let items = timeline.hazards.map { "<li>\(XMLText.escape($0))</li>" }.joined(separator: "\n")
        return "<h2>Hazards</h2>\n<ul class=\"hazards\">\n\(items)\n</ul>\n"
    }
}
