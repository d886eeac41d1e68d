/// Colours and rules of graph pictures, added to ``SVGStyle`` and scoped like them.
enum GraphStyle {
    /// A colour for light and one for dark. Blue, orange and grey stay apart for every kind of colour blindness.
    struct Colours {
        let light: String
        let dark: String
    }

    static let closed = Colours(light: "#0b62d6", dark: "#79b8ff")
    static let open = Colours(light: "#b35900", dark: "#f0a35e")
    static let none = Colours(light: "#656d76", dark: "#a3acb5")

    /// The colours of an edge.
    static func colours(_ assurance: GraphPicture.Edge.Assurance) -> Colours {
        switch assurance {
        case .closed: closed
        case .open: open
        case .none: none
        }
    }

    /// The rules.
    static let sheet: String = {
        var light = """
            .hf .g-pod{fill:#f6f8fa;stroke:#d0d7de}
            .hf .g-box{fill:#ffffff;stroke:#6e7781;stroke-width:1.2}
            .hf .g-critical .g-box{stroke:#1f2328;stroke-width:2.6}
            .hf .g-edge path{fill:none;stroke-width:1.6}
            .hf .g-edge.g-critical path{stroke-width:3}
            .hf .g-edge .g-halo,.hf .g-edge.g-critical .g-halo{stroke:#f5c84c;stroke-width:10;stroke-opacity:.6}
            .hf .g-open path{stroke-dasharray:8 5}
            .hf .g-none path{stroke-dasharray:2 5;stroke-linecap:round}
            .hf .g-edge .g-halo,.hf .g-edge .g-head{stroke-dasharray:none}
            .hf .g-edge .g-far{stroke-dasharray:none;stroke-width:1;stroke-opacity:.7}
            .hf .g-edge .g-head{stroke-width:1;stroke-linejoin:round}
            .hf .g-how{font-size:10.5px;text-anchor:end;paint-order:stroke;stroke:#ffffff;stroke-width:3px;\
            stroke-linejoin:round}
            .hf .g-how.g-inside{stroke:#f6f8fa}
            .hf .g-node:focus{outline:none}
            .hf .g-node:focus .g-box{stroke:#8250df;stroke-width:4}
            .hf [data-node]{cursor:pointer}
            .hf .g-dim{opacity:.15}

            """
        var dark = """
            .hf .g-pod{fill:#161b22;stroke:#30363d}
            .hf .g-box{fill:#21262d;stroke:#8d96a0}
            .hf .g-critical .g-box{stroke:#e6edf3}
            .hf .g-edge .g-halo,.hf .g-edge.g-critical .g-halo{stroke:#d4a72c;stroke-opacity:.5}
            .hf .g-how{stroke:#0d1117}
            .hf .g-how.g-inside{stroke:#161b22}
            .hf .g-node:focus .g-box{stroke:#d2a8ff}

            """
        for assurance in GraphPicture.Edge.Assurance.allCases {
            let name = ".hf .g-\(assurance.rawValue)"
            let colours = colours(assurance)
            light += "\(name) path{stroke:\(colours.light)}\n\(name) .g-head,\(name) text{fill:\(colours.light)}\n"
            dark += "\(name) path{stroke:\(colours.dark)}\n\(name) .g-head,\(name) text{fill:\(colours.dark)}\n"
        }
        return light + "@media screen and (prefers-color-scheme:dark){\n" + dark + "}\n"
    }()
}
