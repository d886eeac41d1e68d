import Prediction
import Rendering

/// A plan for people: the graph, the predicted timeline, and what both assume.
public enum PlanText {
    /// More assumed values than this are counted only.
    private static let limit = 12

    /// Everything, as wide as `width`.
    public static func render(
        _ picture: GraphPicture, _ timeline: Timeline, _ values: [AssumedValue], _ width: Int, _ colour: Bool
    ) -> String {
        var text = GraphText.render(picture, width: width, colour: colour)
        text += "\n" + TimelineText.render(timeline, width: width, colour: colour)
        return text + assumed(values)
    }

    /// With what durations it was predicted: those that somebody gave first.
    public static func assumed(_ values: [AssumedValue]) -> String {
        if values.isEmpty { return "" }
        let ordered = values.filter { $0.origin == .given } + values.filter { $0.origin != .given }
        var lines = ordered.prefix(limit).map { "  " + LineText.plain($0.text) }
        if ordered.count > limit { lines.append("  and \(ordered.count - limit) more") }
        return "\nassumed (change it with --assume NAME=ready:3s, or --trace a recorded run):\n"
            + lines.joined(separator: "\n") + "\n"
    }
}
