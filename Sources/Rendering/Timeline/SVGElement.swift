/// Elements of a picture as text.
enum SVGElement {
    /// A coordinate with one decimal at most.
    static func number(_ value: Double) -> String {
        let tenths = Int(value * 10 + (value < 0 ? -0.5 : 0.5))
        let rest = abs(tenths % 10)
        return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10)" + (rest == 0 ? "" : ".\(rest)")
    }

    /// A line of text; `text` is not escaped yet.
    static func text(_ x: Double, _ y: Double, _ classes: String, _ text: String, tooltip: String = "") -> String {
        "<text x=\"\(number(x))\" y=\"\(number(y))\" class=\"\(classes)\">"
            + "\(title(tooltip))\(XMLText.escape(text))</text>\n"
    }

    /// A rectangle, with a tooltip unless it is empty.
    static func rect(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ classes: String, radius: Double = 0,
        tooltip: String = ""
    ) -> String {
        "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" height=\"\(number(height))\""
            + (radius > 0 ? " rx=\"\(number(radius))\"" : "") + " class=\"\(classes)\""
            + (tooltip.isEmpty ? "/>\n" : ">\(title(tooltip))</rect>\n")
    }

    /// A straight line.
    static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ classes: String) -> String {
        "<line x1=\"\(number(x1))\" y1=\"\(number(y1))\" "
            + "x2=\"\(number(x2))\" y2=\"\(number(y2))\" class=\"\(classes)\"/>\n"
    }

    /// The sign of a mark on a bar that begins at `y`, with its tooltip.
    static func mark(_ kind: Timeline.Mark.Kind, _ x: Double, _ y: Double, height: Double, tooltip: String = "")
        -> String
    {
        let (left, right) = (number(x - 6), number(x + 6))
        let middle = y + height / 2
        let classes = "class=\"m-\(kind.rawValue)\""
        let shape: String
        switch kind {
        case .started: shape = "<path d=\"M\(number(x)),\(number(y - 2))V\(number(y + height + 2))\" \(classes)/>"
        case .exited:
            let (near, far) = (number(middle - 4), number(middle + 4))
            shape =
                "<path d=\"M\(number(x - 4)),\(near)L\(number(x + 4)),\(far)M\(number(x - 4)),\(far)"
                + "L\(number(x + 4)),\(near)\" \(classes)/>"
        case .ready:
            shape =
                "<path d=\"M\(number(x)),\(number(middle - 6))L\(right),\(number(middle))L\(number(x)),"
                + "\(number(middle + 6))L\(left),\(number(middle))Z\" \(classes)/>"
        case .hazard:
            shape =
                "<path d=\"M\(number(x)),\(number(y - 5))L\(number(x + 7)),\(number(y + 8))L\(number(x - 7)),"
                + "\(number(y + 8))Z\" \(classes)/>"
        }
        return "<g>\(title(tooltip))\(shape)</g>\n"
    }

    /// A tooltip, unless it is empty.
    static func title(_ tooltip: String) -> String {
        tooltip.isEmpty ? "" : "<title>\(XMLText.escape(tooltip))</title>"
    }
}
