/// The style sheet inside a picture, for light and dark; every rule is scoped, since pages take the picture in.
enum SVGStyle {
    private struct Colours {
        let activity: Timeline.Activity
        let light: String
        let dark: String
        /// The text on it.
        let lightText: String
        let darkText: String

        init(_ activity: Timeline.Activity, _ light: String, _ dark: String, _ lightText: String, _ darkText: String) {
            self.activity = activity
            self.light = light
            self.dark = dark
            self.lightText = lightText
            self.darkText = darkText
        }
    }

    private static let palette = [
        Colours(.queued, "#e3e7eb", "#2b313a", "#57606a", "#9aa4af"),
        Colours(.held, "#f5c84c", "#d4a72c", "#3d2e00", "#1c1500"),
        Colours(.starting, "#8fc1fb", "#5b9bea", "#0a2a52", "#06182f"),
        Colours(.hook, "#c8a6f5", "#a987e0", "#331a5c", "#1b0d33"),
        Colours(.running, "#58bd84", "#3fa56c", "#05301a", "#031a0e"),
        Colours(.backoff, "#f59e78", "#e0835b", "#4d1a05", "#2a0d01"),
        Colours(.terminating, "#aab3bd", "#68727e", "#1f2328", "#0d1117"),
        Colours(.completed, "#bfe3cd", "#2c5a41", "#17502f", "#a9dcbf"),
        Colours(.failed, "#d1343f", "#e5534b", "#ffffff", "#2d0505"),
    ]

    /// The rules.
    static let sheet: String = {
        var light = """
            .hf text{font-family:ui-sans-serif,system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif;\
            font-size:12px;fill:#1f2328}
            .hf .title{font-size:17px;font-weight:600}
            .hf .good{fill:#1a7f37;font-weight:600}
            .hf .bad{fill:#c62836;font-weight:600}
            .hf .warn{fill:#c62836}
            .hf .pod{font-size:13px;font-weight:600}
            .hf .name{font-size:13px}
            .hf .critical-name{font-weight:700}
            .hf .soft{font-size:11px;fill:#656d76}
            .hf .inside{font-size:10.5px;text-anchor:middle}
            .hf .tick{font-size:11px;fill:#656d76;text-anchor:middle}
            .hf .paper{fill:#ffffff;stroke:#d8dee4}
            .hf .grid{stroke:#e6eaee}
            .hf .outline{fill:none;stroke:#0b62d6;stroke-width:1.6}
            .hf .m-ready{fill:#0f6b34;stroke:#ffffff}
            .hf .m-hazard{fill:#d1343f;stroke:#ffffff}
            .hf .m-started,.hf .m-exited{stroke:#1f2328;stroke-width:1.6}

            """
        var dark = """
            .hf text{fill:#e6edf3}
            .hf .good{fill:#56d364}
            .hf .bad{fill:#ff7b72}
            .hf .warn{fill:#ff7b72}
            .hf .soft,.hf .tick{fill:#8d96a0}
            .hf .paper{fill:#0d1117;stroke:#30363d}
            .hf .grid{stroke:#21262d}
            .hf .outline{stroke:#79b8ff}
            .hf .m-ready{fill:#7ee2a8;stroke:#0d1117}
            .hf .m-hazard{fill:#ff6a69;stroke:#0d1117}
            .hf .m-started,.hf .m-exited{stroke:#e6edf3}

            """
        for entry in palette {
            let name = entry.activity.rawValue
            light += ".hf .a-\(name){fill:\(entry.light)}\n.hf .t-\(name){fill:\(entry.lightText)}\n"
            dark += ".hf .a-\(name){fill:\(entry.dark)}\n.hf .t-\(name){fill:\(entry.darkText)}\n"
        }
        return light + "@media screen and (prefers-color-scheme:dark){\n" + dark + "}\n"
    }()
}
