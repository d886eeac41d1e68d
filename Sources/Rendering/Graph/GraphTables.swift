/// Everything that a graph's picture shows, as tables and lists of a page. The page's script reads them.
struct GraphTables {
    private let picture: GraphPicture

    init(_ picture: GraphPicture) { self.picture = picture }

    /// The sections, each with its heading.
    var text: String { path + nodes + edges }

    private var path: String {
        guard !picture.criticalPath.isEmpty else { return heading("Nodes") }
        let items = zip(picture.criticalPath, picture.criticalSteps).map { node, step in
            "<li><a href=\"#node-\(node)\">\(XMLText.escape(step))</a></li>\n"
        }
        return heading("Critical path") + "<ol>\n\(items.joined())</ol>\n<h2>Nodes</h2>\n"
    }

    /// The first heading after the pictures, where Escape leads.
    private func heading(_ title: String) -> String { "<h2 id=\"after\" tabindex=\"-1\">\(title)</h2>\n" }

    private var nodes: String {
        var columns = ["name", "kind", "pod", "wave"]
        if picture.hasTimes { columns += ["starts", "ready", "slack"] }
        let rows = picture.nodes.indices.map { index in
            let node = picture.nodes[index]
            let pod = node.group.map { picture.groups[$0] }
            let place = pod.map { $0.place.isEmpty ? $0.title : "\($0.title) (\($0.place))" } ?? "–"
            var cells = "<th scope=\"row\"><a href=\"#node-\(index)\">\(XMLText.escape(node.label))</a></th>"
            cells += word(node.kind.rawValue) + cell(place) + number("\(node.wave)")
            if picture.hasTimes {
                cells += number(node.start.map(DurationText.format) ?? "never")
                cells += number(node.ready.map(DurationText.format) ?? "never")
                cells += number(node.slack.map(DurationText.format) ?? "–")
            }
            return "<tr data-row=\"\(index)\"\(node.isCritical ? " class=\"critical\"" : "")>\(cells)</tr>\n"
        }
        return table("nodes", columns, numbers: ["wave", "starts", "ready", "slack"], rows)
    }

    private var edges: String {
        let rows = picture.edges.map { edge in
            var cells = "<th scope=\"row\">\(XMLText.escape(picture.name(of: edge.dependent)))</th>"
            let how = (edge.strategy.isEmpty ? "" : edge.strategy + ", ") + edge.assurance.rawValue
            cells += cell(picture.name(of: edge.dependency)) + word(edge.condition.rawValue) + cell(how)
            cells += cell(edge.guarantee.isEmpty ? edge.assurance.meaning : edge.guarantee)
            cells += cell(edge.stronger) + cell(edge.reason) + cell(edge.via)
            let ends = "data-a=\"\(edge.dependent)\" data-b=\"\(edge.dependency)\""
            return "<tr \(ends)\(edge.isCritical ? " class=\"critical\"" : "")>\(cells)</tr>\n"
        }
        let columns = ["who", "needs", "to be", "how", "guarantee", "stronger", "why", "asks"]
        return rows.isEmpty ? "" : "<h2>Needs</h2>\n" + table("needs", columns, numbers: [], rows)
    }

    private func table(_ id: String, _ columns: [String], numbers: Set<String>, _ rows: [String]) -> String {
        let heads = columns.map { column in
            "<th scope=\"col\"\(numbers.contains(column) ? " class=\"number\"" : "")>\(column)</th>"
        }
        return """
            <div class="wide"><table id="\(id)">
            <thead><tr>\(heads.joined())</tr></thead>
            <tbody>
            \(rows.joined())</tbody>
            </table></div>

            """
    }

    private func cell(_ text: String) -> String { "<td>\(XMLText.escape(text))</td>" }

    /// A cell that is never broken.
    private func word(_ text: String) -> String { "<td class=\"word\">\(text)</td>" }

    private func number(_ text: String) -> String { "<td class=\"number\">\(text)</td>" }
}
