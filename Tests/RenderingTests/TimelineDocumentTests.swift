import Testing

@testable import Rendering

@Suite struct TimelineAxisTests {
    @Test func ticksAreRoundTimes() {
        let axis = TimelineAxis(end: .milliseconds(8400), maximumTicks: 6)
        #expect(axis.ticks.map(TimelineAxis.label) == ["0", "2s", "4s", "6s", "8s"])
        #expect(TimelineAxis(end: .seconds(100), maximumTicks: 5).step == .seconds(30))
    }

    @Test(arguments: [0, 1, 7, 999, 61_000, 3_600_000, 90_000_000, 100_000_000_000], [0, 2, 3, 11])
    func thereAreNeverTooManyTicks(milliseconds: Int, maximum: Int) {
        let axis = TimelineAxis(end: .milliseconds(milliseconds), maximumTicks: maximum)
        #expect(axis.ticks.first == .zero && axis.ticks.count <= max(maximum, 2))
        #expect(axis.ticks.allSatisfy { $0 <= axis.end })
    }

    @Test func theAxisReachesTheLastThing() {
        var timeline = Samples.pair
        timeline.end = .seconds(1)
        #expect(TimelineAxis(timeline, maximumTicks: 5).end == .seconds(8))
        #expect(TimelineAxis(timeline, maximumTicks: 5).fraction(.seconds(-1)) == 0)
    }
}

@Suite struct TimelineDocumentTests {
    @Test func escapingLeavesNothingSpecial() {
        #expect(
            XMLText.escape("<a b=\"c\" d='e'>&é\u{1B}\n") == "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;é\u{FFFD} ")
    }

    @Test func theCheckOfXMLFindsFaults() {
        #expect(xmlFault("<a><b c=\"1\"/>&amp;</a>") == nil)
        for bad in ["<a>", "<a></b>", "<a b=\"1\" b=\"2\"/>", "<a>&</a>", "<a b=\"&x;\"/>", "<a b=1/>", "<a/><b/>"] {
            #expect(xmlFault(bad) != nil, "\(bad)")
        }
    }

    @Test func picturesAreWellFormedXML() {
        #expect(!TimelineSVG.render(Samples.nasty).unicodeScalars.contains("\u{202E}"))
        for timeline in Samples.all { #expect(xmlFault(TimelineSVG.render(timeline)) == nil) }
    }

    @Test func picturesHaveTooltipsOutlinesAndBothColourSchemes() {
        let picture = TimelineSVG.render(Samples.pair)
        #expect(picture.contains("<title>held 0ms – 4s (4s): http://config:8080/info</title>"))
        #expect(picture.contains("<title>ready at 4.3s</title>"))
        #expect(picture.split(separator: "class=\"outline\"").count - 1 == 3, "two rows and the legend")
        #expect(picture.contains("prefers-color-scheme:dark"))
        #expect(picture.contains(">Critical path: config ready 4s → app ready 4.3s</text>"))
        #expect(!picture.contains(">backoff<"))
    }

    @Test func picturesShowShortSpansAndStayInside() {
        let row = Timeline.Row(
            pod: "p", container: "c", role: "container",
            spans: [
                Timeline.Span(.running, .zero, .seconds(1000)), Timeline.Span(.failed, .seconds(1000), .seconds(1000)),
            ])
        let picture = TimelineSVG.render(Timeline(title: "t", rows: [row], end: .seconds(1000)))
        #expect(picture.contains("<rect x=\"966\" y=\"102\" width=\"2\" height=\"18\" rx=\"2\" class=\"a-failed\">"))
    }

    @Test func pagesAreWellFormedAndLoadNothing() {
        for timeline in Samples.all {
            let page = TimelineHTML.render(timeline)
            #expect(page.hasPrefix("<!DOCTYPE html>\n<html"))
            let body = page.split(separator: "<body>").last ?? ""
            #expect(xmlFault("<body>" + body.prefix { _ in true }.replacing("</html>", with: "")) == nil)
            #expect(
                !page.contains("src=") && !page.contains("href=") && !page.contains("url(") && !page.contains("@import")
            )
        }
    }

    @Test func pagesSayWhereTheTimeWent() {
        let page = TimelineHTML.render(Samples.pair)
        let app = page.split(separator: "\n").first { $0.contains("scope=\"row\">app<") } ?? ""
        #expect(app.contains("<td class=\"number longest\">4s</td><td class=\"number\">300ms</td>"))
        #expect(app.hasSuffix("<td class=\"number\">4.3s</td><td>http://config:8080/info</td></tr>"))
    }

    @Test func jsonIsStable() {
        let row = Timeline.Row(
            pod: "p", container: "c", role: "init", spans: [Timeline.Span(.starting, .zero, .milliseconds(1500))],
            marks: [Timeline.Mark(.exited, .milliseconds(1500), "exit status \"1\"")])
        let timeline = Timeline(
            title: "a\\b\n", outcome: "o", succeeded: false, rows: [row], end: .milliseconds(1500), hazards: ["h"])
        let expected = #"""
            {
              "version": 1,
              "title": "a\\b\n",
              "outcome": "o",
              "succeeded": false,
              "endMs": 1500,
              "criticalPath": [],
              "hazards": ["h"],
              "rows": [
                {
                  "pod": "p",
                  "container": "c",
                  "role": "init",
                  "critical": false,
                  "readyMs": null,
                  "totalsMs": {"starting": 1500},
                  "spans": [
                    {"activity": "starting", "startMs": 0, "endMs": 1500, "note": ""}
                  ],
                  "marks": [
                    {"kind": "exited", "timeMs": 1500, "text": "exit status \"1\""}
                  ]
                }
              ]
            }

            """#
        #expect(TimelineJSON.render(timeline) == expected)
    }

    @Test func jsonEscapesControlCharacters() {
        #expect(JSONText.quote("\u{1B}\u{0}\t\"\u{2028}é") == #""\u001b\u0000\t\"\u2028é""#)
        #expect(TimelineJSON.render(Samples.nasty).unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 32 })
        #expect(Duration.seconds(Int64.max).wholeMilliseconds == .max)
    }
}
