import Testing

@testable import Probing

@Suite struct WaitLogTests {
    private func targets() throws -> [Target] {
        [try TargetParser.parse("tcp://db:5432"), try TargetParser.parse("http://a/#body=%22x%0Ay%22")]
    }

    @Test(arguments: [
        (WaitReport.waiting(target: 0, reason: "connection refused"), "waiting for tcp://db:5432: connection refused"),
        (.ready(target: 0, after: 3210, attempts: 17), "ready tcp://db:5432 after 3.2s, 17 attempts"),
        (.ready(target: 0, after: 0, attempts: 1), "ready tcp://db:5432 after 0ms, 1 attempt"),
        (
            .proceeding(target: 0, after: 60_000, reason: "reset"),
            "going on without tcp://db:5432 after 1m (on-timeout: proceed): reset"
        ),
        (
            .blocking(target: 0, after: 90_000, reason: "reset"),
            "still waiting for tcp://db:5432 after 1m30s (on-timeout: block): reset"
        ),
        (
            .timedOut(target: 0, after: 300_000, attempts: 900, reason: "reset"),
            "timed out after 5m, 900 attempts, waiting for tcp://db:5432: reset"
        ),
        (.never(target: 0, reason: "gone"), "tcp://db:5432 can never become ready: gone"),
    ])
    func text(report: WaitReport, line: String) throws {
        #expect(WaitLog.line(report, targets: try targets(), format: .text) == "waiter: " + line)
    }

    @Test(arguments: [
        (
            WaitReport.waiting(target: 0, reason: "r"),
            #"{"event":"waiting","target":"tcp://db:5432","reason":"r","message":"waiting for tcp://db:5432: r"}"#
        ),
        (
            .ready(target: 0, after: 1500, attempts: 2),
            #"{"event":"ready","target":"tcp://db:5432","afterMilliseconds":1500,"attempts":2,"#
                + #""message":"ready tcp://db:5432 after 1.5s, 2 attempts"}"#
        ),
        (
            .timedOut(target: 0, after: 1, attempts: 3, reason: "r"),
            #"{"event":"timed-out","target":"tcp://db:5432","afterMilliseconds":1,"attempts":3,"reason":"r","#
                + #""message":"timed out after 1ms, 3 attempts, waiting for tcp://db:5432: r"}"#
        ),
        (
            .never(target: 0, reason: "a\"b\\c\n\u{1}"),
            #"{"event":"never","target":"tcp://db:5432","reason":"a\"b\\c\u000a\u0001","#
                + #""message":"tcp://db:5432 can never become ready: a\"b\\c\u000a\u0001"}"#
        ),
    ])
    func json(report: WaitReport, line: String) throws {
        #expect(WaitLog.line(report, targets: try targets(), format: .json) == line)
    }

    @Test func otherEvents() {
        #expect(WaitLog.line(.text, event: "error", "no") == "waiter: no")
        #expect(WaitLog.line(.json, event: "error", "no") == #"{"event":"error","message":"no"}"#)
    }

    @Test func anEventIsOneLine() throws {
        for report in [
            WaitReport.waiting(target: 1, reason: "line\r\nfeed\u{1B}[31m"), .ready(target: 1, after: 1, attempts: 1),
            .proceeding(target: 1, after: 1, reason: "\u{0}"), .blocking(target: 1, after: 1, reason: "\u{7F}"),
        ] {
            for format in [LogFormat.text, .json] {
                let line = WaitLog.line(report, targets: try targets(), format: format)
                #expect(line.utf8.allSatisfy { $0 >= 0x20 && ($0 != 0x7F || format == .json) })
            }
        }
    }

    @Test func otherCharactersStay() {
        #expect(WaitLog.quoted("é 日本 \u{1F600}/") == "\"é 日本 \u{1F600}/\"")
        #expect(WaitLog.quoted("") == "\"\"")
        #expect(WaitLog.quoted("\u{1F}\t") == #""\u001f\u0009""#)
    }
}
