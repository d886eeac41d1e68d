/// A start-up graph as one page that loads nothing: the picture, to be used by keyboard or pointer, and everything in
/// it again as tables, which is all there is without the script.
public enum GraphHTML {
    /// The page.
    /// - Parameter timeline: the predicted run, drawn below the graph.
    public static func render(_ picture: GraphPicture, timeline: Timeline? = nil) -> String {
        let title = XMLText.escape(picture.title.isEmpty ? "Holdfast" : picture.title)
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
            script-src '\(GraphScript.hash)'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            <style>
            \(PageStyle.sheet)
            \(sheet)
            </style>
            </head>
            <body class="graph-page">
            <main>
            <h1>\(title)</h1>
            \(outcome(picture))\(graph(picture))\(chart(timeline))\(GraphTables(picture).text)\(remarks(picture))</main>
            \(picture.nodes.isEmpty ? "" : "<script>\(GraphScript.text)</script>\n")</body>
            </html>

            """
    }

    private static func outcome(_ picture: GraphPicture) -> String {
        guard !picture.outcome.isEmpty else { return "" }
        return "<p class=\"\(picture.end == nil ? "bad" : "good")\">\(XMLText.escape(picture.outcome))</p>\n"
    }

    private static func graph(_ picture: GraphPicture) -> String {
        guard !picture.nodes.isEmpty else { return "<p>Nothing starts here.</p>\n" }
        return """
            <div id="tools" hidden="">
            <p id="keys">Tab goes into the graph, arrow keys move along it, Enter shows what is known of a node, Escape \
            closes that and then leaves.</p>
            <p><label for="filter">Filter</label> <input id="filter" type="search" autocomplete="off" \
            spellcheck="false"/> <output id="status" for="filter"></output></p>
            </div>
            <figure id="graph" role="application" aria-roledescription="graph" aria-label="Start-up graph" \
            aria-describedby="keys">
            \(GraphSVG.render(picture, isInteractive: true))</figure>
            <aside id="details" aria-live="polite" aria-label="Details"></aside>

            """
    }

    private static func chart(_ timeline: Timeline?) -> String {
        guard let timeline else { return "" }
        return "<h2>Predicted timeline</h2>\n<figure id=\"timeline\">\n\(TimelineSVG.render(timeline))</figure>\n"
    }

    private static func remarks(_ picture: GraphPicture) -> String {
        guard !picture.remarks.isEmpty else { return "" }
        let items = picture.remarks.map { "<li>\(XMLText.escape($0))</li>\n" }.joined()
        return "<h2>Remarks</h2>\n<ul class=\"hazards\">\n\(items)</ul>\n"
    }

    private static let sheet = """
        :root{--accent:#0b62d6;--card:#ffffff;--edge:#6e7781;--focus:#8250df}
        @media screen and (prefers-color-scheme:dark){:root{--accent:#79b8ff;--card:#0d1117;--edge:#8d96a0;--focus:#d2a8ff}}
        body.graph-page{max-width:1200px}
        a{color:var(--accent)}
        :focus-visible{outline:3px solid var(--focus);outline-offset:2px}
        .g-node:focus-visible{outline:none}
        .g-node{scroll-margin:60px}
        .g-node[aria-expanded=true]{scroll-margin-bottom:48vh}
        #graph{max-height:80vh;overflow:auto}
        #graph svg{max-width:none;display:block}
        #filter{font:inherit;color:var(--text);background:var(--card);border:1px solid var(--edge);border-radius:6px;\
        padding:.25rem .5rem;width:20rem;max-width:100%}
        #details:empty{display:none}
        #details{position:sticky;bottom:0;box-sizing:border-box;max-height:45vh;overflow:auto;background:var(--card);padding:.2rem 1rem 1rem;\
        border:1px solid var(--edge);border-radius:8px;box-shadow:0 -4px 16px rgba(0,0,0,.25)}
        #details h2{margin-top:.6rem;overflow-wrap:anywhere}
        #details h3{margin:.8rem 0 .2rem;font-size:1rem}
        #details p{margin:.2rem 0}
        #details dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;margin:.3rem 0;\
        padding:.3rem 0;border-top:1px solid var(--rule)}
        #details dt{font-weight:600}
        #details dd{margin:0;overflow-wrap:anywhere}
        #details button{font:inherit;color:var(--text);background:var(--paper);border:1px solid var(--edge);\
        border-radius:6px;padding:.2rem .7rem;margin-top:.6rem}
        td,tbody th{vertical-align:top;overflow-wrap:anywhere}
        td.number,td.word{white-space:nowrap}
        #needs :is(th,td):nth-child(-n+2){min-width:10em}
        #needs :is(th,td):nth-child(n+4){min-width:5em}
        #needs :is(th,td):nth-child(n+5){min-width:8em}
        [hidden]{display:none}
        @media print{
        @page{size:landscape;margin:12mm}
        body.graph-page{max-width:none;margin:0;padding:0;font-size:10pt}
        #tools,#details{display:none}
        #graph{max-height:none;overflow:visible}
        #graph svg,#timeline svg{max-width:100%;height:auto}
        .wide{overflow:visible}
        thead{display:table-header-group}
        tr,#timeline,li{break-inside:avoid}
        h2{break-after:avoid}
        a{color:inherit;text-decoration:none}
        }
        """
}
