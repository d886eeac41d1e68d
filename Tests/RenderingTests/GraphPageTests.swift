import Foundation
import Testing

@testable import Rendering

/// What a browser does with the page is checked by `Scripts/browser-check.py`.
@Suite struct GraphPageTests {
    static let sum = "/usr/bin/sha256sum"

    func page(_ picture: GraphPicture, timeline: Timeline? = nil) -> String {
        GraphHTML.render(picture, timeline: timeline)
    }

    @Test func pagesAreWellFormed() {
        for picture in Graphs.all + [Graphs.random(seed: 7, nodes: 80)] {
            let page = page(picture, timeline: Samples.nasty)
            #expect(page.hasPrefix("<!DOCTYPE html>\n<html"))
            let main = page.components(separatedBy: "<main>").dropFirst().joined().components(separatedBy: "</main>")
            #expect(xmlFault("<main>" + main[0] + "</main>") == nil)
        }
    }

    @Test func pagesLoadNothing() {
        for picture in Graphs.all {
            let page = page(picture, timeline: Samples.pair).replacing("href=\"#node-", with: "")
            for word in ["src=", " href=", "url(", "@import", "fetch(", "XMLHttpRequest", "innerHTML", "eval("] {
                #expect(!page.contains(word), "\(word)")
            }
            #expect(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"))
        }
    }

    @Test func namesStayNames() {
        let page = page(Graphs.nasty)
        #expect(page.components(separatedBy: "<script").count - 1 == 1, "the page's own")
        #expect(page.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &#39; ]]&gt;"))
        #expect(!page.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\0" })
    }

    @Test(.enabled(if: Program.exists(sum), "there is no sha256sum here")) func thePolicyKnowsTheScript() throws {
        let (_, output) = try Program.run(Self.sum, [], input: GraphScript.text)
        let digits = Array(output.prefix { $0.isHexDigit })
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
        #expect(GraphScript.hash == "sha256-" + Data(bytes).base64EncodedString(), "the script was changed")
        #expect(page(Graphs.shop).contains("<script>\(GraphScript.text)</script>"))
        #expect(!GraphScript.text.contains("</"))
    }

    @Test func oneNodeTakesTheTabKey() {
        let page = page(Graphs.shop)
        #expect(page.components(separatedBy: " tabindex=\"0\"").count - 1 == 1)
        #expect(page.components(separatedBy: " role=\"button\" tabindex=").count - 1 == Graphs.shop.nodes.count)
        #expect(
            page.contains("aria-label=\"prod/deployment/shop app: container · ready 8.4s, slack 0ms, wave 3, on the"))
    }

    @Test func everythingIsInTheTables() {
        let page = page(Graphs.shop)
        for (index, node) in Graphs.shop.nodes.enumerated() {
            #expect(page.contains("<a href=\"#node-\(index)\">\(XMLText.escape(node.label))</a></th>"))
            #expect(page.contains("id=\"node-\(index)\""))
        }
        for edge in Graphs.shop.edges {
            for word in [edge.guarantee, edge.stronger, edge.reason, edge.via] where !word.isEmpty {
                #expect(page.contains("<td>\(XMLText.escape(word))</td>"))
            }
        }
        #expect(page.contains("<li>worker&#39;s loop around curl has no -f: an answer of 500 counts as ready</li>"))
    }

    @Test func theTimelineIsThereWhenThereIsOne() {
        #expect(page(Graphs.shop, timeline: Samples.pair).contains("<h2>Predicted timeline</h2>"))
        #expect(!page(Graphs.shop).contains("Predicted timeline"))
    }

    @Test func noGraphIsAPageToo() {
        let page = page(Graphs.empty)
        #expect(page.contains("<title>Holdfast</title>") && page.contains("Nothing starts here."))
        #expect(!page.contains("<script>"))
    }
}
