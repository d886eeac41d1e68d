/// A start-up graph in Graphviz' language, for `dot -Tsvg` and the like.
public enum GraphDot {
    /// A digraph from left to right, ended by a line break: a cluster for each pod, a rank for each wave. Arrows lead
    /// from what is needed to who needs it.
    public static func render(_ picture: GraphPicture) -> String {
        var text = """
            digraph startup {
              // newrank: without it dot drops nodes from their clusters when a rank goes across several.
              graph [rankdir=LR, newrank=true, compound=true, fontname="sans-serif", label=\(quote(picture.title))]
              node [shape=box, style=rounded, fontname="sans-serif", fontsize=11]
              edge [fontname="sans-serif", fontsize=9]

            """
        var members = [[Int]](repeating: [], count: picture.groups.count)
        var waves: [Int: [Int]] = [:]
        for (index, node) in picture.nodes.enumerated() {
            if let group = node.group { members[group].append(index) } else { text += "  " + line(picture, index) }
            waves[node.wave, default: []].append(index)
        }
        for (index, group) in picture.groups.enumerated() {
            text += "  subgraph cluster_\(index) {\n    label=\(quote(group.title))\n    style=rounded\n"
            if !group.place.isEmpty { text += "    tooltip=\(quote(group.place))\n" }
            text += members[index].map { "    " + line(picture, $0) }.joined() + "  }\n"
        }
        for wave in waves.keys.sorted() {
            text += "  { rank=same; " + (waves[wave] ?? []).map { "n\($0); " }.joined() + "}\n"
        }
        return text + picture.edges.map { "  " + line($0) }.joined() + "}\n"
    }

    private static func line(_ picture: GraphPicture, _ index: Int) -> String {
        let node = picture.nodes[index]
        var facts = node.kind == .container ? [] : [node.kind.rawValue]
        if picture.hasTimes { facts.append(picture.time(of: node)) }
        let label = quote([node.label, facts.joined(separator: ", ")].filter { !$0.isEmpty })
        var attributes = ["label=\(label)"]
        if node.kind == .target { attributes.append("shape=oval") }
        if node.isCritical { attributes.append("penwidth=2.5") }
        return "n\(index) [\(attributes.joined(separator: ", "))]\n"
    }

    private static func line(_ edge: GraphPicture.Edge) -> String {
        var attributes = ["label=\(quote(edge.strategy.isEmpty ? edge.assurance.rawValue : edge.strategy))"]
        let words = [
            edge.condition.rawValue, edge.guarantee, edge.stronger.isEmpty ? "" : "stronger: " + edge.stronger,
        ]
        attributes.append("edgetooltip=\(quote(words.filter { !$0.isEmpty }.joined(separator: "; ")))")
        switch edge.assurance {
        case .closed: attributes.append("color=\"\(GraphStyle.closed.light)\"")
        case .open: attributes.append("style=dashed, color=\"\(GraphStyle.open.light)\"")
        case .none: attributes.append("style=dotted, color=\"\(GraphStyle.none.light)\"")
        }
        if edge.isCritical { attributes.append("penwidth=2.5") }
        return "n\(edge.dependency) -> n\(edge.dependent) [\(attributes.joined(separator: ", "))]\n"
    }

    /// Lines of text in quotes, with what means something to Graphviz escaped: `\` begins an escape and `&` an entity
    /// even inside of quotes.
    private static func quote(_ lines: [String]) -> String {
        let escaped = lines.map { line in
            LineText.plain(line).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
                "&", with: "&amp;")
        }
        return "\"" + escaped.joined(separator: "\\n") + "\""
    }

    private static func quote(_ line: String) -> String { quote([line]) }
}
