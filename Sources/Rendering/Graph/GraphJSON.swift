/// A start-up graph as JSON, for other programs.
///
/// The shape, whose keys always come in this order:
/// - `version`: 1; goes up when a program that reads this would have to change.
/// - `title`, `remarks` (texts), `endMs` (`null`: not everything becomes ready, or no run was predicted).
/// - `criticalPath`: ids of nodes.
/// - `pods`: `id`, `title`, `place` (`file:line` or empty).
/// - `nodes`: `id`, `label`, `kind` (`init`, `sidecar`, `container`, `target`), `pod` (an id; `null` for targets),
///   `wave` (from 0), `startMs`, `readyMs`, `slackMs` (each may be `null`), `critical`.
/// - `edges`: `dependent` needs `dependency` (ids of nodes) to be `condition` (`started`, `ready`, `completed`);
///   `strategy`, `reason`, `guarantee`, `assurance` (`closed`, `open`, `none`), `stronger`, `via`, `critical`.
///
/// Ids are positions in the lists. Times are whole milliseconds from the beginning of the run. Texts may be empty.
public enum GraphJSON {
    /// The document, ended by a line break.
    public static func render(_ picture: GraphPicture) -> String {
        """
        {
          "version": 1,
          "title": \(JSONText.quote(picture.title)),
          "remarks": \(JSONText.list(picture.remarks)),
          "endMs": \(milliseconds(picture.end)),
          "criticalPath": [\(picture.criticalPath.map(String.init).joined(separator: ", "))],
          "pods": \(JSONText.block(picture.groups.enumerated().map(pod), indent: "  ")),
          "nodes": \(JSONText.block(picture.nodes.enumerated().map(node), indent: "  ")),
          "edges": \(JSONText.block(picture.edges.map(edge), indent: "  "))
        }

        """
    }

    private static func pod(_ index: Int, _ group: GraphPicture.Group) -> String {
        "{\"id\": \(index), \"title\": \(JSONText.quote(group.title)), \"place\": \(JSONText.quote(group.place))}"
    }

    private static func node(_ index: Int, _ node: GraphPicture.Node) -> String {
        "{\"id\": \(index), \"label\": \(JSONText.quote(node.label)), \"kind\": \(JSONText.quote(node.kind.rawValue)), "
            + "\"pod\": \(node.group.map(String.init) ?? "null"), \"wave\": \(node.wave), "
            + "\"startMs\": \(milliseconds(node.start)), \"readyMs\": \(milliseconds(node.ready)), "
            + "\"slackMs\": \(milliseconds(node.slack)), \"critical\": \(node.isCritical)}"
    }

    private static func edge(_ edge: GraphPicture.Edge) -> String {
        let texts = [
            ("condition", edge.condition.rawValue), ("strategy", edge.strategy), ("reason", edge.reason),
            ("guarantee", edge.guarantee), ("assurance", edge.assurance.rawValue), ("stronger", edge.stronger),
            ("via", edge.via),
        ]
        return "{\"dependent\": \(edge.dependent), \"dependency\": \(edge.dependency), "
            + texts.map { "\"\($0.0)\": \(JSONText.quote($0.1)), " }.joined() + "\"critical\": \(edge.isCritical)}"
    }

    private static func milliseconds(_ time: Duration?) -> String {
        time.map { String($0.wholeMilliseconds) } ?? "null"
    }
}
