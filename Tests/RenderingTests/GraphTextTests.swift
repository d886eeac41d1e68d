import Testing

@testable import Rendering

@Suite struct GraphTextTests {
    func text(_ picture: GraphPicture, _ width: Int = 90, colour: Bool = false) -> String {
        GraphText.render(picture, width: width, colour: colour)
    }

    @Test(arguments: [1, 60, 61, 80, 100, 200]) func noLineIsWiderThanAsked(width: Int) {
        let limit = max(width, 60)
        for picture in [Graphs.shop, Graphs.cycle, Graphs.empty, Graphs.random(seed: 1, nodes: 100)] {
            for line in text(picture, width).split(separator: "\n") where line.count > limit {
                #expect(!line.drop { $0 == " " }.contains(" "), "only a single word may be longer: \(line)")
            }
        }
    }

    @Test func columnsAreAligned() {
        let lines = text(Graphs.shop).split(separator: "\n").map(Array.init)
        let rows = lines.filter { line in
            line.count > 6 && (line[2].isNumber || String(line).hasPrefix("  wave"))
        }
        #expect(rows.count == Graphs.shop.nodes.count + 3)
        #expect(Set(rows.map(\.count)).count == 1)
    }

    @Test func nothingThatATerminalObeysComesThrough() {
        let text = text(Graphs.nasty)
        #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.value < 32 || $0 == "\u{202E}" || $0 == "\u{2028}" })
        #expect(text.contains("<script>alert(\"1\")</script>"))
    }

    @Test(arguments: [60, 90]) func colourAddsEscapesAndNothingElse(width: Int) {
        for picture in Graphs.all {
            let coloured = text(picture, width, colour: true)
            #expect(coloured.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") == text(picture, width))
            #expect(!text(picture, width).contains("\u{1B}"))
        }
        #expect(text(Graphs.shop, colour: true).contains("\u{1B}[33mhook, open: held, but can be let through\u{1B}[0m"))
    }

    @Test func edgesThatDifferOnlyInWhoWaitsAreOne() {
        let text = text(Graphs.shop)
        #expect(text.contains("\n  prod/deployment/shop app and worker need istio-proxy to be ready\n"))
        #expect(text.split(separator: "stronger ").count - 1 == 2)
    }

    @Test func whoIsInAnotherPodIsNamedWithIt() {
        #expect(
            text(Graphs.shop).contains("* prod/deployment/shop app needs prod/deployment/config config to be ready"))
        #expect(text(Graphs.shop).contains("* prod/deployment/config config needs migrate to be completed"))
    }

    @Test func withoutARunNothingIsSaidOfTimes() {
        let text = text(Graphs.cycle)
        #expect(!text.contains("never") && !text.contains("slack") && !text.contains("✓") && !text.contains("✗"))
    }

    @Test func aRunThatNeverEndsIsAFault() {
        var picture = Graphs.shop
        picture.end = nil
        picture.nodes[3].ready = nil
        let text = text(picture)
        #expect(text.contains("✗ not everything becomes ready"))
        #expect(text.contains("app never ready"))
    }

    @Test func noGraphIsNoText() { #expect(text(Graphs.empty).isEmpty) }
}
