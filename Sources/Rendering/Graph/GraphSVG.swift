/// A start-up graph as a picture that needs nothing else: waves from left to right, pods around their containers,
/// styles inside, light and dark, tooltips on every node and edge.
public enum GraphSVG {
    /// The `svg` element, as wide and high as the graph needs.
    ///
    /// Edges that hold for sure are solid and blue, those that can let through are dashed and orange, needs that
    /// nothing holds are dotted and grey; the critical path is wide and underlaid.
    public static func render(_ picture: GraphPicture) -> String { render(picture, isInteractive: false) }

    /// - Parameter isInteractive: whether a page's script makes the nodes focusable, so that they need identities
    ///   and the whole must not be one image to screen readers.
    static func render(_ picture: GraphPicture, isInteractive: Bool) -> String {
        var page = Page(picture, isInteractive: isInteractive)
        page.draw()
        return page.document()
    }

    private struct Page {
        static let margin = 20.0
        let picture: GraphPicture
        let isInteractive: Bool
        let shapes: GraphShapes
        var body = ""
        var y = 34.0

        init(_ picture: GraphPicture, isInteractive: Bool) {
            self.picture = picture
            self.isInteractive = isInteractive
            shapes = GraphShapes(picture, isInteractive: isInteractive)
        }

        var width: Double { max(shapes.layout.width + 2 * Self.margin, 640) }
        /// How many characters of a sentence fit on a line.
        var columns: Int { min(135, Int((width - 2 * Self.margin) / 7)) }

        mutating func draw() {
            // A page has its own heading.
            if !isInteractive {
                for line in LineText.wrap(picture.title, columns * 3 / 4, breaksWords: true) {
                    body += SVGElement.text(Self.margin, y, "title", line)
                    y += 22
                }
                footer([picture.outcome], picture.end == nil ? "bad" : "good")
            }
            guard !picture.nodes.isEmpty else { return }
            legend()
            let top = y + 26
            for column in shapes.layout.columns {
                let middle = Self.margin + column.x + column.width / 2
                body += SVGElement.text(middle, y + 8, "tick", "wave \(column.wave)")
            }
            body += "<g transform=\"translate(\(SVGElement.number(Self.margin)) \(SVGElement.number(top)))\">\n"
            body += shapes.pods() + shapes.edges() + shapes.nodes() + "</g>\n"
            y = top + shapes.layout.height + 30
            guard !isInteractive else { return }
            let steps = picture.criticalSteps
            if !steps.isEmpty {
                footer(["Critical path:"] + steps.dropLast().map { $0 + " →" } + steps.suffix(1), "")
            }
            for remark in picture.remarks { footer(["⚠ " + remark], "warn") }
        }

        func document() -> String {
            let (wide, high) = (SVGElement.number(width), SVGElement.number(y + 4))
            let pods = "\(picture.nodes.count) nodes in \(picture.groups.count) pods, \(picture.edges.count) needs"
            let role = isInteractive ? "role=\"group\" aria-label=\"Start-up graph\"" : "role=\"img\""
            let words = [pods, picture.outcome].filter { !$0.isEmpty }.joined(separator: "; ")
            // As the element's first child a title would be a tooltip over all of the page's graph.
            let title = isInteractive ? "" : "<title>\(XMLText.escape(picture.title))</title>\n"
            return """
                <svg xmlns="http://www.w3.org/2000/svg" class="hf" \(role) width="\(wide)" height="\(high)" \
                viewBox="0 0 \(wide) \(high)">
                \(title)<desc>\(XMLText.escape(words))</desc>
                <style>
                \(SVGStyle.sheet)\(GraphStyle.sheet)</style>
                \(SVGElement.rect(0.5, 0.5, width - 1, y + 3, "paper", radius: 8))\(body)</svg>

                """
        }

        /// What lines look like: only those that occur.
        private mutating func legend() {
            var x = Self.margin
            for assurance in GraphPicture.Edge.Assurance.allCases
            where picture.edges.contains(where: { $0.assurance == assurance }) {
                place("\(assurance.rawValue): \(assurance.meaning)", assurance.rawValue)
            }
            if picture.edges.contains(where: \.isCritical) { place("critical path", "closed g-critical") }
            y += 26

            func place(_ label: String, _ classes: String) {
                let length = 52 + Double(label.count) * 6.2
                if x > Self.margin, x + length > width - Self.margin { (x, y) = (Self.margin, y + 20) }
                let way = "d=\"M\(SVGElement.number(x)),\(SVGElement.number(y - 4))h30\""
                let halo = classes.contains("g-critical") ? "<path class=\"g-halo\" \(way)/>" : ""
                body += "<g class=\"g-edge g-\(classes)\">\(halo)<path \(way)/></g>\n"
                body += SVGElement.text(x + 38, y, "soft", label)
                x += length
            }
        }

        /// Pieces of a sentence on as many lines as they need.
        private mutating func footer(_ pieces: [String], _ classes: String) {
            for line in LineText.wrap(pieces, columns, breaksWords: true) {
                body += SVGElement.text(Self.margin, y, classes, line)
                y += 18
            }
        }
    }
}
