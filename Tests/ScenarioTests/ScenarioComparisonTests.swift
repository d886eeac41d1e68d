import Rendering
import Testing

@testable import Scenario

struct ScenarioComparisonTests {
    private func events(_ list: [(String, Int)]) -> [TimedEvent] {
        list.compactMap { text, time in ScenarioEvent(text, pod: "p").map { TimedEvent(.milliseconds(time), $0) } }
    }

    private func compare(_ expected: [(String, Int)], _ seen: [(String, Int)], near: Int = 0) -> [String] {
        ScenarioComparison(
            expected: events(expected), seen: events(seen), tolerance: .agreement, simultaneous: .milliseconds(near)
        ).differences
    }

    /// 10 % or 150 ms, whichever is more.
    @Test(arguments: [
        (0, 150, true), (0, 151, false), (1000, 850, true), (1000, 1151, false), (10_000, 11_000, true),
        (10_000, 11_001, false), (10_000, 8999, false),
    ])
    func timesMayDifferALittle(_ expected: Int, _ seen: Int, _ isSame: Bool) {
        #expect(compare([("a started", expected)], [("a started", seen)]).isEmpty == isSame)
    }

    @Test func everyEventCountsOnce() {
        #expect(compare([("a started", 0), ("a started", 1000)], [("a started", 0)]).count == 1)
        #expect(compare([("a started", 0)], [("a started", 0), ("a started", 1000)]).count == 1)
        #expect(compare([("a exited 1", 0)], [("a exited 2", 0)]).count == 2)
    }

    /// Where looking ends, one may just have seen what the other has not.
    @Test(arguments: [(2900, 0), (2800, 1)])
    func theEndMayCutOneOff(_ time: Int, _ differences: Int) {
        for (expected, seen) in [([("a started", time)], []), ([], [("a started", time)])] {
            let comparison = ScenarioComparison(
                expected: events(expected), seen: events(seen), tolerance: .init(absolute: .milliseconds(100)),
                until: .seconds(3))
            #expect(comparison.differences.count == differences)
        }
    }

    @Test func orderIsExact() {
        let seen = [("b ready", 1000), ("a ready", 1001)]
        #expect(compare([("a ready", 1000), ("b ready", 1060)], seen) == ["b ready came before a ready"])
        #expect(compare([("a ready", 1000), ("b ready", 1060)], seen, near: 100).isEmpty)
        #expect(compare([("a ready", 1000), ("b ready", 1000)], seen).isEmpty)
    }

    /// Fact 2: however close, the list decides who is started first; who is started again is another matter.
    @Test func firstStartsKeepTheListsOrder() {
        #expect(
            compare([("a started", 0), ("b started", 0)], [("b started", 1), ("a started", 2)], near: 50)
                == ["b started came before a started"])
        #expect(
            compare(
                [("a started", 0), ("b started", 500), ("a started", 500)],
                [("a started", 0), ("a started", 501), ("b started", 502)], near: 50
            ).isEmpty)
    }

    @Test func theTableSaysWhatDiffers() {
        let comparison = ScenarioComparison(
            expected: events([("app ready", 1500), ("pod ready", 1500)]), seen: events([("app ready", 1750)]),
            tolerance: .agreement)
        #expect(
            comparison.text == """
                app ready    1.500s    1.750s    0.250s
                pod ready    1.500s         -         -
                ! app ready after 1.750s instead of 1.500s
                ! pod ready did not happen; expected after 1.500s

                """)
        #expect(comparison.worst?.distance == .milliseconds(250))
        #expect(comparison.measured(indent: 2) == "  - app ready: 1750ms\n")
    }

    // MARK: Timelines

    private let row = Timeline.Row(
        pod: "p", container: "app", role: "container",
        spans: [
            .init(.held, .zero, .milliseconds(900)), .init(.starting, .milliseconds(900), .milliseconds(1000)),
            .init(.backoff, .milliseconds(2000), .milliseconds(3000)),
        ],
        marks: [
            .init(.started, .milliseconds(20)), .init(.ready, .milliseconds(1000)),
            .init(.exited, .milliseconds(2000), "exit 3"), .init(.hazard, .milliseconds(2000), "postStart failed: no"),
            .init(.hazard, .milliseconds(2000), "started before db was ready"),
        ])

    private func texts(_ rows: [Timeline.Row], released: Set<String> = []) -> [String] {
        EventLog(Timeline(title: "", rows: rows), pods: [], released: released).events
            .map { $0.event.text(isShort: true) }
    }

    @Test func aTimelineIsReadAsEvents() {
        #expect(
            texts([row], released: ["p/app"]) == [
                "app started", "app released", "app ready", "pod ready", "app exited 3", "app hook failed",
                "app backoff",
            ])
        // Whoever waits by himself is not seen to.
        #expect(!texts([row]).contains("app released"))
    }

    @Test func aPodIsReadyWhenItsInitContainersHaveEndedWell() {
        var first = Timeline.Row(pod: "p", container: "init", role: "init")
        first.marks = [.init(.exited, .milliseconds(500), "exit 1")]
        #expect(!texts([first, row]).contains("pod ready"))
        first.marks.append(.init(.exited, .milliseconds(600), "exit 0"))
        #expect(texts([first, row]).contains("pod ready"))
    }

    @Test func theTimelineOfUpIsReadBack() throws {
        let timeline = Timeline(title: "x", rows: [row])
        let read = try RecordedTimeline.read(.init(name: "timeline.json", text: TimelineJSON.render(timeline)))
        #expect(read.rows.map(\.marks) == [row.marks])
        #expect(read.rows.map(\.spans) == [row.spans])
        let lines = """
            holdfast: words
            {"milliseconds":17,"kind":"published","pod":"p","text":"its IP is published"}
            {"milliseconds":18,"kind":"started","pod":"p","container":"app","text":""}
            {"milliseconds":19,"kind":"finished","pod":"p","text":"failed"}
            {"milliseconds":20,"kind":"finished","pod":"p","text":"stopped"}

            """
        let events = try RecordedEvents.read(.init(name: "events", text: lines))
        #expect(events == self.events([("pod published", 17), ("pod failed", 19)]))
    }
}
