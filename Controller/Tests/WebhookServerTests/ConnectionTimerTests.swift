import NIOCore
import Testing
import WebhookServer

@Suite struct ConnectionTimerTests {
    private let limits = ServerLimits()

    private func at(_ seconds: Int64) -> NIODeadline { .uptimeNanoseconds(0) + .seconds(seconds) }

    @Test func aRequestHasOneDeadlineHoweverItComes() {
        var timer = ConnectionTimer(limits: limits, isTLS: true, at: at(0))
        #expect(timer.phase == .handshaking && timer.deadline == at(5))
        timer.secured(at: at(1))
        #expect(timer.phase == .idle && timer.deadline == at(121))
        timer.received(at: at(10))
        timer.received(at: at(14))
        #expect(timer.phase == .requesting && timer.deadline == at(15))
        timer.answered(at: at(14))
        #expect(timer.phase == .idle && timer.deadline == at(134))
    }

    @Test func whatClosesIsNotProlonged() {
        var timer = ConnectionTimer(limits: limits, isTLS: false, at: at(0))
        timer.received(at: at(0))
        timer.closes(at: at(1))
        #expect(timer.phase == .closing && timer.deadline == at(2))
        timer.received(at: at(2))
        timer.answered(at: at(2))
        timer.closes(at: at(2))
        #expect(timer.deadline == at(2))
    }
}
