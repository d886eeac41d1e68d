import Rendering
import Testing

@testable import LocalRun

/// The parts of a run that need no process.
@Suite struct PieceTests {
    @Test func variablesAreExpandedAsTheKubeletDoes() {
        let known = ["A": "1", "B": "2"]
        let expand = { VariableExpansion.expand($0) { known[$0] } }
        #expect(expand("$(A)-$(B)") == "1-2")
        #expect(expand("$$(A)") == "$(A)")
        #expect(expand("$(NO) $A $ $(") == "$(NO) $A $ $(")
        #expect(expand("$$$(A)") == "$1")
    }

    @Test func linesAreCutWhereverTheBytesAre() {
        var splitter = LineSplitter()
        let lines = ["a\r\nb", "c\n\n", "rest"].map { splitter.take(Array($0.utf8)) }
        #expect(lines == [["a"], ["bc", ""], []])
        let ends = [splitter.finish(), splitter.finish()]
        #expect(ends == ["rest", nil])
    }

    @Test func aLineWithoutEndIsCut() {
        var splitter = LineSplitter()
        let lines = splitter.take([UInt8](repeating: 65, count: 3 * LineSplitter.limit))
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.utf8.count == LineSplitter.limit })
    }

    @Test func theWaitersLinesAreFollowed() {
        var hold = HoldTracker(targets: 2)
        var ends = [hold.take("waiter: waiting for tcp://a:1: connection refused")]
        #expect(hold.reason == "tcp://a:1: connection refused")
        ends.append(hold.take("waiter: ready tcp://a:1 after 3ms, 1 attempt"))
        ends.append(hold.take("anything else"))
        ends.append(hold.take("waiter: going on without tcp://b:2 after 1s (on-timeout: proceed): no"))
        #expect(ends == [false, false, false, true])
        #expect(HoldTracker.ready(in: "waiter: ready tcp://a:1 after 3ms, 1 attempt") == "tcp://a:1")
        #expect(HoldTracker.waiting(in: "no waiter") == nil)
    }

    @Test func eventsAreOneJSONObjectALine() {
        let event = RunEvent(time: .milliseconds(1500), pod: "p", container: "", kind: .note, text: "a \"b\"\n")
        #expect(JSONView.line(event) == #"{"milliseconds":1500,"kind":"note","pod":"p","text":"a \"b\"\n"}"# + "\n")
    }

    @Test func statusLinesFitTheTerminal() {
        let status = ContainerStatus(
            pod: "shop", container: "app", state: "held", note: String(repeating: "x", count: 100), since: .seconds(1))
        let lines = LiveView.lines([status], at: .seconds(3), width: 50)
        #expect(lines.count == 1)
        #expect(lines.allSatisfy { $0.count < 50 })
        #expect(lines.first?.hasPrefix("shop/app  held        2s  xxx") == true)
    }

    @Test func aRowKeepsOneSpanForAHoldWhoseReasonChanges() {
        var row = RowRecorder(pod: "p", container: "c", role: "container", activity: .held, note: "")
        row.change(to: .held, note: "refused", at: .seconds(1))
        row.change(to: .held, note: "503", at: .seconds(2))
        row.change(to: .starting, at: .seconds(3))
        row.mark(.ready, at: .seconds(4))
        row.change(to: .running, at: .seconds(4))
        let spans = row.finished(at: .seconds(5)).spans
        #expect(spans.map(\.activity) == [.held, .starting, .running])
        #expect(spans.first?.note == "503")
        #expect(row.releasedAt == .seconds(3))
        #expect(row.readyAt == .seconds(4))
    }

    /// Daemons close their outputs and go on: what is polled then would be readable for ever.
    @Test func outputsThatAreClosedAreNotPolled() throws {
        let command = LocalCommand(
            arguments: ["/bin/sh", "-c", "echo last; exec >&- 2>&-; exec sleep 1000"], environment: [], directory: "/")
        let process = try LocalProcess(command, purpose: .main(0), deadline: nil, hostsFile: nil)
        defer { process.signal(9) }
        var lines: [String] = []
        for _ in 0..<100 where process.descriptors.count > 1 {
            _ = Descriptors.poll(process.descriptors, timeout: .seconds(1))
            lines += process.read().lines.map(\.text)
        }
        #expect(process.descriptors.count == 1 && lines == ["last"] && !process.isOver)
    }
}
