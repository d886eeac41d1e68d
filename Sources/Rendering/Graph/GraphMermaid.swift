/// A start-up graph as a Mermaid flowchart, for Markdown pages.
///
/// Labels look like the names and are not for copying: spaces without width keep Mermaid from reading them as Markdown.
/// Mermaid itself stops at 500 edges and 50,000 characters unless its `maxEdges` and `maxTextSize` are raised.
public enum GraphMermaid {
    /// The flowchart, ended by a line break: a subgraph for each pod, arrows from what is needed to who needs it.
    public static func render(_ picture: GraphPicture) -> String {
        // In YAML's double quotes; Mermaid rewrites what looks like a tag before it reads them.
        let title = JSONText.quote(LineText.plain(picture.title)).replacing("<", with: "\\u003c")
        var text = picture.title.isEmpty ? "" : "---\ntitle: \(title)\n---\n"
        text += "flowchart LR\n"
        var members = [[Int]](repeating: [], count: picture.groups.count)
        for (index, node) in picture.nodes.enumerated() {
            if let group = node.group { members[group].append(index) } else { text += "  " + line(picture, index) }
        }
        for (index, group) in picture.groups.enumerated() {
            text += "  subgraph p\(index)[\"\(escape(group.title))\"]\n"
            text += members[index].map { "    " + line(picture, $0) }.joined() + "  end\n"
        }
        for edge in picture.edges { text += "  " + line(edge) }
        return text + classes(picture) + links(picture)
    }

    private static func line(_ picture: GraphPicture, _ index: Int) -> String {
        let node = picture.nodes[index]
        var facts = node.kind == .container ? [] : [node.kind.rawValue]
        if picture.hasTimes { facts.append(picture.time(of: node)) }
        let label = [node.label, facts.joined(separator: ", ")].filter { !$0.isEmpty }.map(escape)
            .joined(separator: "<br>")
        let (open, close) =
            switch node.kind {
            case .target: ("([", "])")
            case .container, .sidecar: ("(", ")")
            case .initContainer: ("[", "]")
            }
        return "n\(index)\(open)\"\(label)\"\(close)\n"
    }

    private static func line(_ edge: GraphPicture.Edge) -> String {
        let strategy = edge.strategy.isEmpty ? edge.assurance.rawValue : edge.strategy
        let label = escape(strategy + (edge.condition == .ready ? "" : ", " + edge.condition.rawValue))
        let arrow = edge.assurance == .closed ? "-->" : "-.->"
        return "n\(edge.dependency) \(arrow)|\"\(label)\"| n\(edge.dependent)\n"
    }

    /// Nodes by the weakest of what holds them, and those of the critical path.
    private static func classes(_ picture: GraphPicture) -> String {
        let weakest = picture.weakestHolds
        let members = [
            ("open", picture.nodes.indices.filter { weakest[$0] == .open }),
            ("none", picture.nodes.indices.filter { weakest[$0] == GraphPicture.Edge.Assurance.none }),
            ("critical", picture.nodes.indices.filter { picture.nodes[$0].isCritical }),
        ]
        var text = """
              classDef critical stroke-width:4px
              classDef open stroke:\(GraphStyle.open.light),stroke-dasharray:6 4
              classDef none stroke:\(GraphStyle.none.light),stroke-dasharray:2 4

            """
        for (name, nodes) in members where !nodes.isEmpty {
            text += "  class \(nodes.map { "n\($0)" }.joined(separator: ",")) \(name)\n"
        }
        return text
    }

    private static func links(_ picture: GraphPicture) -> String {
        var groups: [(style: String, edges: [Int])] = []
        for assurance in GraphPicture.Edge.Assurance.allCases {
            for isCritical in [false, true] {
                let edges = picture.edges.indices.filter {
                    picture.edges[$0].assurance == assurance && picture.edges[$0].isCritical == isCritical
                }
                let style = "stroke:\(GraphStyle.colours(assurance).light),stroke-width:\(isCritical ? 4 : 2)px"
                groups.append((style + (assurance == .none ? ",stroke-dasharray:2 4" : ""), edges))
            }
        }
        return groups.filter { !$0.edges.isEmpty }.map { group in
            "  linkStyle \(group.edges.map(String.init).joined(separator: ",")) \(group.style)\n"
        }.joined()
    }

    /// A space without width, in Mermaid's own escape.
    private static let nothing = "#8203;"

    /// Everything but letters, digits and a few signs as `#number;`, Mermaid's own escape.
    ///
    /// That includes `:`: Mermaid takes the last `;` off a line that has "style" or "classDef", a colon and `#…;`.
    /// Mermaid 11 reads labels as Markdown after it has undone the escape, and shows `Unsupported markdown: link` for
    /// an address: spaces without width break up addresses, links, emphasis and formulas, and what would still mean
    /// something gives way to a sign that looks like it.
    private static func escape(_ text: String) -> String {
        let scalars = Array(LineText.plain(text).replacing("www.", with: "www\u{200B}.").unicodeScalars)
        var escaped = scalars.first.map(isWord) ?? true ? "" : nothing
        for (place, scalar) in scalars.enumerated() {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", " ", ".", "/", "-", ",": escaped.unicodeScalars.append(scalar)
            case "_":
                let isInside =
                    place > 0 && place + 1 < scalars.count && isWord(scalars[place - 1]) && isWord(scalars[place + 1])
                escaped += isInside ? "_" : "\u{2CD}"
            case "`": escaped += "\u{2CB}"
            case "*": escaped += "\u{2217}"
            case "~": escaped += "\u{223C}"
            case ":", "$", "\\", "]": escaped += "#\(scalar.value);" + nothing
            case "@": escaped += nothing + "#64;"
            case "\0"..."\u{7F}", "\u{200B}": escaped += "#\(scalar.value);"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }
}
