import Foundation
import TestSupport
import Testing

@testable import Rendering

@Suite struct GraphDocumentTests {
    static let forms: [(name: String, render: @Sendable (GraphPicture) -> String)] = [
        ("txt", { GraphText.render($0, width: 90, colour: false) }), ("json", GraphJSON.render),
        ("dot", GraphDot.render), ("mmd", GraphMermaid.render), ("svg", GraphSVG.render),
    ]

    @Test(arguments: forms.indices, ["shop", "nasty", "cycle"]) func golden(_ form: Int, _ name: String) throws {
        let picture = name == "shop" ? Graphs.shop : name == "nasty" ? Graphs.nasty : Graphs.cycle
        let golden = GoldenFile("graph-\(name).\(Self.forms[form].name)")
        #expect(try golden.holds(Self.forms[form].render(picture)), "\(golden.cure)")
    }

    @Test func jsonIsJSON() throws {
        for picture in Graphs.all + [Graphs.random(seed: 7, nodes: 80)] {
            let data = Data(GraphJSON.render(picture).utf8)
            let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            #expect(object["title"] as? String == picture.title)
            #expect((object["nodes"] as? [[String: Any]])?.map { $0["label"] as? String } == picture.nodes.map(\.label))
            #expect((object["edges"] as? [[String: Any]])?.count == picture.edges.count)
        }
    }

    @Test(.enabled(if: Program.exists("/usr/bin/dot"), "there is no dot here")) func dotReadsItAsItIsMeant() throws {
        for picture in Graphs.all + [Graphs.random(seed: 7, nodes: 30)] {
            let (status, output) = try Program.run("/usr/bin/dot", ["-Tsvg"], input: GraphDot.render(picture))
            #expect(status == 0 && !output.contains("Warning") && !output.contains("Error"), "\(output.prefix(300))")
            let nodes = output.components(separatedBy: "class=\"node\"").count - 1
            let edges = output.components(separatedBy: "class=\"edge\"").count - 1
            #expect(nodes == picture.nodes.count && edges == picture.edges.count)
            #expect(!output.contains("<script"))
        }
        let (_, shown) = try Program.run("/usr/bin/dot", ["-Tsvg"], input: GraphDot.render(Graphs.nasty))
        #expect(shown.contains(#"&amp;amp;&amp;lt;\N\ "#), "neither entities nor escapes mean anything")
    }

    @Test func mermaidSeesOnlyItsOwnSigns() {
        // Whatever is in quotes has nothing that ends them, begins a comment or is Markdown.
        let text = GraphMermaid.render(Graphs.nasty)
        let lines = text.split(separator: "\n").dropFirst(4)
        for line in lines where line.contains("\"") {
            let label = line.split(separator: "\"", omittingEmptySubsequences: false)
            #expect(label.count == 3, "\(line)")
            guard label.count == 3 else { continue }
            let signs = label[1].replacing("<br>", with: "")
            #expect(!signs.contains { "`*~:[]()<>{}|%\\$@&\n".contains($0) }, "\(line)")
            #expect(!signs.contains("http#58;//"), "an address becomes a link, which Mermaid refuses to show")
        }
        #expect(GraphMermaid.render(Graphs.cycle).contains("linkStyle 0,1,2,3 stroke:"))
    }

    @Test func picturesAreWellFormedXML() {
        for picture in Graphs.all + [Graphs.random(seed: 7, nodes: 80)] {
            let svg = GraphSVG.render(picture)
            #expect(xmlFault(svg) == nil)
            #expect(!svg.contains("<script") && !svg.unicodeScalars.contains("\u{202E}"))
            let words = svg.components(separatedBy: "<desc>").count - 1
            #expect(words == 1 && svg.contains("<title>") && svg.contains("role=\"img\""))
        }
    }

    @Test func everyNodeAndEdgeHasItsShape() {
        let svg = GraphSVG.render(Graphs.shop)
        #expect(svg.components(separatedBy: "<g class=\"g-node").count - 1 == 8)
        for (assurance, count) in [("closed", 3), ("open", 2), ("none", 1)] {
            // Each has a head; the legend's lines have none.
            let edges = svg.components(separatedBy: "<g class=\"g-edge g-\(assurance)").dropFirst()
            #expect(edges.filter { ($0.split(separator: "\n").first ?? "").contains("g-head") }.count == count)
        }
        #expect(svg.components(separatedBy: "class=\"g-halo\"").count - 1 == 4, "three edges and the legend")
    }

    @Test func veryLongEdgesAreDashedAtTheirEndAlone() {
        // Two columns with the same order but for one edge from the first to the last, some 15,000 down.
        let nodes = (0..<600).map { GraphPicture.Node("n\($0)", kind: .target, wave: $0 / 300) }
        let edges = (0..<300).map { GraphPicture.Edge($0 + 300, needs: $0, .ready, assurance: .open) }
        let near = GraphPicture(title: "", nodes: nodes, edges: edges)
        #expect(!GraphSVG.render(near).contains("class=\"g-far\""))
        let star = GraphPicture(
            title: "", nodes: nodes,
            edges: (300..<600).map { GraphPicture.Edge($0, needs: 0, .ready, assurance: .none) })
        #expect(GraphSVG.render(star).contains("class=\"g-far\""))
    }

    @Test func assurancesDifferInDashAndColourInBothSchemes() {
        let colours = GraphPicture.Edge.Assurance.allCases.map(GraphStyle.colours)
        #expect(Set(colours.map(\.light)).count == 3 && Set(colours.map(\.dark)).count == 3)
        #expect(GraphStyle.sheet.contains(".g-open path{stroke-dasharray:8 5}"))
        #expect(GraphStyle.sheet.contains(".g-none path{stroke-dasharray:2 5"))
        #expect(GraphStyle.sheet.contains("@media screen and (prefers-color-scheme:dark)"))
    }
}
