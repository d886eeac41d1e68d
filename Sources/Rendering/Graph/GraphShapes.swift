/// The parts of a graph's picture as SVG elements.
struct GraphShapes {
    /// How many characters of a name are shown; tooltips have the rest.
    static let nameLimit = 30
    /// Longer edges are dashed at their end alone and thin and solid before: browsers count out every dash of a curve,
    /// seen or not, and a page with some thousands that are a hundred screens long takes minutes to scroll.
    static let dashLimit = 4000.0

    let picture: GraphPicture
    let isInteractive: Bool
    let layout: GraphLayout
    private let names: [String]
    private let facts: [String]

    init(_ picture: GraphPicture, isInteractive: Bool) {
        self.picture = picture
        self.isInteractive = isInteractive
        let names = picture.nodes.map { Self.shorten($0.label, Self.nameLimit) }
        let facts = picture.nodes.map { node in
            [node.kind.rawValue, picture.time(of: node)].filter { !$0.isEmpty }.joined(separator: " · ")
        }
        let widths = zip(names, facts).map { name, facts in
            min(250, max(104, Self.extent(name, 7.4), Self.extent(facts, 5.9)) + 24).rounded()
        }
        let headers = picture.groups.map { $0.place.isEmpty ? 18.0 : 32.0 }
        layout = GraphLayout(picture, widths: widths, headers: headers)
        (self.names, self.facts) = (names, facts)
    }

    /// Letters outside of ASCII may be twice as wide.
    private static func shorten(_ text: String, _ limit: Int) -> String {
        let isNarrow = text.utf8.allSatisfy { $0 < 0x80 }
        return LineText.squeeze(LineText.plain(text), isNarrow ? limit : limit / 2)
    }

    private static func extent(_ text: String, _ letter: Double) -> Double {
        text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? letter : 2 * letter) }
    }

    /// The rectangles of the pods with their titles.
    func pods() -> String {
        var text = ""
        for (group, box) in zip(picture.groups, layout.groups) where box.width > 0 {
            // Bold letters of 13 px, in the widest of the usual fonts.
            let room = Int((box.width - 20) / 8.4)
            let tooltip = group.place.isEmpty ? group.title : "\(group.title) (\(group.place))"
            text += SVGElement.rect(box.x, box.y, box.width, box.height, "g-pod", radius: 10, tooltip: tooltip)
            text += SVGElement.text(box.x + 10, box.y + 18, "pod", Self.shorten(group.title, room), tooltip: tooltip)
            guard !group.place.isEmpty else { continue }
            let place = Self.shorten(group.place, Int((box.width - 20) / 6))
            text += SVGElement.text(box.x + 10, box.y + 33, "soft", place, tooltip: tooltip)
        }
        return text
    }

    /// The edges; those of the critical path come last, over the others.
    func edges() -> String {
        var arriving = [Int](repeating: 0, count: picture.nodes.count)
        for edge in picture.edges { arriving[edge.dependent] += 1 }
        let plain = picture.edges.indices.filter { !picture.edges[$0].isCritical }
        let critical = picture.edges.indices.filter { picture.edges[$0].isCritical }
        var text = isInteractive ? "<g aria-hidden=\"true\">\n" : ""
        for index in plain + critical { text += draw(index, isLabelled: arriving[picture.edges[index].dependent] < 4) }
        return text + (isInteractive ? "</g>\n" : "")
    }

    private func draw(_ index: Int, isLabelled: Bool) -> String {
        let edge = picture.edges[index]
        let route = layout.routes[index]
        let end = layout.columns[layout.columnOfNode[edge.dependent]].x
        let y = route.heights[route.heights.count - 1]
        let way = "d=\"\(path(route))\""
        var tooltip = "\(picture.name(of: edge.dependent)) needs \(picture.name(of: edge.dependency)) to be "
        tooltip += "\(edge.condition.rawValue); \(edge.strategy.isEmpty ? "nothing" : edge.strategy), "
        tooltip += "\(edge.assurance.rawValue)"
        if !edge.guarantee.isEmpty { tooltip += ": " + edge.guarantee }
        var text = "<g class=\"g-edge g-\(edge.assurance.rawValue)\(edge.isCritical ? " g-critical" : "")\""
        if isInteractive { text += " data-from=\"\(edge.dependency)\" data-to=\"\(edge.dependent)\"" }
        text += ">\(SVGElement.title(tooltip))"
        if edge.isCritical { text += "<path class=\"g-halo\" \(way)/>" }
        if edge.assurance != .closed, extent(route) > Self.dashLimit {
            let (start, stop) = (SVGElement.number(end - 40), SVGElement.number(end - 8))
            text += "<path class=\"g-far\" \(way)/><path d=\"M\(start),\(SVGElement.number(y))H\(stop)\"/>"
        } else {
            text += "<path \(way)/>"
        }
        let (tip, back) = (SVGElement.number(end - 1), SVGElement.number(end - 11))
        let (above, below) = (SVGElement.number(y - 5), SVGElement.number(y + 5))
        text += "<path class=\"g-head\" d=\"M\(tip),\(SVGElement.number(y))L\(back),\(above)V\(below)Z\"/>"
        if isLabelled {
            let how = edge.strategy.isEmpty ? "not held" : LineText.cut(LineText.plain(edge.strategy), 12)
            // Only its own pod can be under it: another one's ends before.
            let isInside = picture.nodes[edge.dependent].group.map { layout.groups[$0].x < end - 40 } ?? false
            text += SVGElement.text(end - 13, y - 3, isInside ? "g-how g-inside" : "g-how", how)
        }
        return text + "</g>\n"
    }

    /// About how long an edge is.
    private func extent(_ route: GraphLayout.Route) -> Double {
        let (first, last) = (layout.columns[route.columns[0]], layout.columns[route.columns[route.columns.count - 1]])
        let rise = zip(route.heights, route.heights.dropFirst()).reduce(0) { $0 + abs($1.1 - $1.0) }
        return rise + abs(last.x - first.x)
    }

    /// Flat across each column and where its label is; from one column to the next in a curve that is flat at both
    /// ends.
    private func path(_ route: GraphLayout.Route) -> String {
        let number = SVGElement.number
        let first = layout.columns[route.columns[0]]
        var (x, y) = (first.x + first.width, route.heights[0])
        var text = "M\(number(x)),\(number(y))"
        let last = route.columns.count - 1
        for place in 1...last {
            let column = layout.columns[route.columns[place]]
            let end = place == last ? column.x - 40 : column.x
            let height = route.heights[place]
            let bend = route.isForward ? (end - x) / 2 : GraphLayout.columnGap / 2
            text += "C\(number(x + bend)),\(number(y)) \(number(end - bend)),\(number(height)) "
            text += "\(number(end)),\(number(height))"
            (x, y) = (place == last ? column.x - 8 : column.x + column.width, height)
            text += "H\(number(x))"
        }
        return text
    }

    /// The boxes of the nodes, by column and from top to bottom.
    func nodes() -> String {
        let order = picture.nodes.indices.sorted {
            (layout.columnOfNode[$0], layout.nodes[$0].y, $0) < (layout.columnOfNode[$1], layout.nodes[$1].y, $1)
        }
        return order.enumerated().map { draw($1, isFirst: $0 == 0) }.joined()
    }

    private func draw(_ index: Int, isFirst: Bool) -> String {
        let node = picture.nodes[index]
        let box = layout.nodes[index]
        var tooltip = "\(picture.name(of: index)): \(facts[index])"
        if let slack = node.slack { tooltip += ", slack \(DurationText.format(slack))" }
        let radius =
            switch node.kind {
            case .initContainer: 2.0
            case .sidecar, .container: 9.0
            case .target: box.height / 2
            }
        var text = "<g class=\"g-node\(node.isCritical ? " g-critical" : "")\""
        if isInteractive {
            let words = tooltip + ", wave \(node.wave)" + (node.isCritical ? ", on the critical path" : "")
            text += " id=\"node-\(index)\" data-node=\"\(index)\" data-column=\"\(layout.columnOfNode[index])\""
            text += " role=\"button\" tabindex=\"\(isFirst ? 0 : -1)\" aria-label=\"\(XMLText.escape(words))\""
        }
        text += ">\(SVGElement.title(tooltip))"
        text += SVGElement.rect(box.x, box.y, box.width, box.height, "g-box", radius: radius)
        let name = node.isCritical ? "name critical-name" : "name"
        text += SVGElement.text(box.x + 12, box.y + 18, name, names[index])
        text += SVGElement.text(box.x + 12, box.y + 34, "soft", facts[index])
        return text + "</g>\n"
    }
}
