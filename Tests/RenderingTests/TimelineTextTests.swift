import Testing

@testable import Rendering

@Suite struct TimelineTextTests {
    func text(_ timeline: Timeline, _ width: Int, colour: Bool = false) -> String {
        TimelineText.render(timeline, width: width, colour: colour)
    }

    func bar(_ row: Timeline.Row, end: Duration, width: Int) -> String {
        TextBar.text(
            TextBar.cells(row, axis: TimelineAxis(end: end, maximumTicks: 5), width: width), colour: false)
    }

    func row(_ spans: [Timeline.Span], _ marks: [Timeline.Mark] = []) -> Timeline.Row {
        Timeline.Row(pod: "p", container: "c", role: "container", spans: spans, marks: marks)
    }

    @Test func aChartHasEverythingInOrder() {
        let expected = """
            shop.yaml

                     0       2s      4s      6s     8s
                     ┬───────┬───────┬───────┬──────┬
            pod shop
            * config ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒◆███████████████  ready 4s
            * app    ░░░░░░░░░░░░░░░░▒◆██████████████  held 4s for http://config:8080/info, ready 4.3s

            ░ held  ▒ starting  █ running  ◆ becomes ready  * on the critical path

            critical path: config ready 4s → app ready 4.3s
            ✓ ready after 4.3s

            """
        #expect(text(Samples.pair, 90) == expected)
    }

    @Test func aNarrowChartKeepsTheBarsAndTheEnds() {
        let expected = """
            shop.yaml

                     0      5s
                     ┬──────┬────
            pod shop
            * config ▒▒▒▒▒▒◆█████  ready 4s
            * app    ░░░░░░▒◆████  ready 4.3s

            ░ held  ▒ starting  █ running
            ◆ becomes ready  * on the critical path

            critical path: config ready 4s →
              app ready 4.3s
            ✓ ready after 4.3s

            """
        #expect(text(Samples.pair, 40) == expected)
    }

    @Test(arguments: [1, 40, 41, 60, 80, 100, 200])
    func noLineIsWiderThanAskedAndThereIsNoEscapeWithoutColour(width: Int) {
        for timeline in [Samples.pair, Samples.instant, Samples.long] {
            for line in text(timeline, width).split(separator: "\n") {
                #expect(line.count <= max(width, 40), "\(line)")
            }
        }
        for timeline in Samples.all {
            #expect(!text(timeline, width).unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
        }
    }

    @Test(arguments: [40, 80, 160]) func colourAddsEscapesAndNothingElse(width: Int) {
        for timeline in Samples.all {
            var plain = ""
            var isEscape = false
            for character in text(timeline, width, colour: true) {
                if character == "\u{1B}" { isEscape = true }
                if !isEscape { plain.append(character) }
                if character == "m" { isEscape = false }
            }
            let trimmed = plain.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                String(line.reversed().drop { $0 == " " }.reversed())
            }
            #expect(trimmed.joined(separator: "\n") == text(timeline, width))
        }
        #expect(text(Samples.pair, width, colour: true).contains("\u{1B}[33m░"))
    }

    @Test func everyActivityHasItsOwnCharacter() {
        let characters = Timeline.Activity.allCases.map { TextBar.Cell.activity($0).character } + ["◆", "!", " "]
        #expect(Set(characters).count == Timeline.Activity.allCases.count + 3)
    }

    @Test func aSpanShorterThanACellIsVisible() {
        let spans = [
            Timeline.Span(.starting, .zero, .seconds(50)),
            Timeline.Span(.hook, .seconds(50), .milliseconds(50_001)),
            Timeline.Span(.running, .milliseconds(50_001), .seconds(100)),
        ]
        #expect(bar(row(spans), end: .seconds(100), width: 10) == "▒▒▒▒▒h████")
    }

    @Test func shortNeighboursKeepTheirOrder() {
        let spans = [
            Timeline.Span(.starting, .zero, .seconds(1)), Timeline.Span(.backoff, .seconds(1), .seconds(3)),
            Timeline.Span(.running, .seconds(3), .seconds(100)),
        ]
        #expect(bar(row(spans), end: .seconds(60), width: 30) == "▒x" + String(repeating: "█", count: 28))
    }

    @Test func aMarkDoesNotHideTheOnlyCellOfASpan() {
        let spans = [
            Timeline.Span(.starting, .zero, .seconds(1)), Timeline.Span(.running, .seconds(1), .seconds(10)),
        ]
        let marks = [Timeline.Mark(.hazard, .zero), Timeline.Mark(.ready, .seconds(10))]
        #expect(bar(row(spans, marks), end: .seconds(10), width: 10) == "▒!███████◆")
    }

    @Test func aTimelineWithoutLengthShowsHowItEnded() {
        let lines = text(Samples.instant, 40).split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("  a F") && $0.hasSuffix("failed 0ms") })
        #expect(lines.contains("  b"))
    }

    @Test func aTimelineWithoutRowsIsItsOutcome() {
        #expect(text(Timeline(title: "", outcome: "nothing to run"), 80) == "✓ nothing to run\n")
    }

    @Test func longNamesLoseTheirMiddle() {
        let chart = text(Samples.long, 80)
        #expect(chart.contains("* first-xx…-config "))
        #expect(chart.contains("* second-x…xxx-app "))
    }

    @Test func theLegendNamesOnlyWhatOccurs() {
        let chart = text(Samples.pair, 80)
        #expect(!chart.contains("backoff") && !chart.contains("! hazard") && chart.contains("░ held"))
    }

    @Test func summariesLoseTheirNotesFirst() {
        let app = Samples.pair.rows[1]
        #expect(TimelineSummary.fitted(app, width: 80) == "held 4s for http://config:8080/info, ready 4.3s")
        #expect(TimelineSummary.fitted(app, width: 40) == "held 4s for config:8080/info, ready 4.3s")
        #expect(TimelineSummary.fitted(app, width: 34) == "held 4s for config:80…, ready 4.3s")
        #expect(TimelineSummary.fitted(app, width: 24) == "held 4s, ready 4.3s")
        #expect(TimelineSummary.fitted(app, width: 12) == "ready 4.3s")
    }

    @Test func summariesSayHowARowEnded() {
        func end(_ activity: Timeline.Activity) -> String {
            TimelineSummary.end(row([Timeline.Span(activity, .seconds(2), .seconds(3))]))
        }
        #expect(
            Timeline.Activity.allCases.map(end) == [
                "never started", "never released", "not ready", "not ready", "running 2s", "in backoff",
                "never ready", "completed 2s", "failed 2s",
            ])
        let again = row([Timeline.Span(.starting, .seconds(5), .seconds(6))], [Timeline.Mark(.ready, .seconds(1))])
        #expect(TimelineSummary.end(again) == "ready 1s, no longer ready")
    }
}
