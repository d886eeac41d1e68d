import Manifests
import Rendering

/// Reads the marks and spans of a timeline in JSON, as `TimelineJSON` writes it. What is missing is passed over: the
/// comparison says what was not there.
enum RecordedTimeline {
    static func read(_ source: Source) throws(ParseError) -> Timeline {
        var limits = Limits()
        limits.bytes = 16 << 20
        limits.depth = 16
        var timeline = Timeline(title: source.name)
        guard let root = try YAML.parse(source, limits: limits).first?.root else { return timeline }
        timeline.rows = (root["rows"]?.items ?? []).map(row)
        return timeline
    }

    private static func row(_ node: Node) -> Timeline.Row {
        var row = Timeline.Row(
            pod: node["pod"]?.text ?? "", container: node["container"]?.text ?? "", role: node["role"]?.text ?? "")
        for item in node["marks"]?.items ?? [] {
            guard let kind = Timeline.Mark.Kind(rawValue: item["kind"]?.text ?? ""), let time = time(item, "timeMs")
            else { continue }
            row.marks.append(.init(kind, time, item["text"]?.text ?? ""))
        }
        for item in node["spans"]?.items ?? [] {
            guard let activity = Timeline.Activity(rawValue: item["activity"]?.text ?? ""),
                let start = time(item, "startMs"), let end = time(item, "endMs")
            else { continue }
            row.spans.append(.init(activity, start, end))
        }
        return row
    }

    private static func time(_ node: Node, _ key: String) -> Duration? {
        guard case .int(let number)? = node[key]?.scalar else { return nil }
        return .milliseconds(number)
    }
}
