import Testing

@testable import Probing

@Suite struct KnockingTests {
    @Test func knocksOnAGrid() {
        var knocking = Knocking(began: 1000, interval: 256)
        var knocks: [Milliseconds] = []
        for now in stride(from: Milliseconds(1000), through: 2100, by: 1) where knocking.isDue(at: now) {
            knocks.append(now)
        }
        #expect(knocks == [1256, 1512, 1768, 2024])
    }

    @Test func aProcessThatSleptKnocksOnce() {
        var knocking = Knocking(began: 0, interval: 256)
        let knocks = [knocking.isDue(at: 10_000), knocking.isDue(at: 10_000)]
        #expect(knocks == [true, false])
        #expect(knocking.due == 10_240, "it stays on its grid")
    }

    @Test(arguments: [Milliseconds.min, -1, 0, 1, .max]) func noIntervalOverflows(interval: Milliseconds) {
        var knocking = Knocking(began: 0, interval: interval)
        #expect(knocking.due >= 1)
        let knocks = knocking.isDue(at: .max / 2)
        #expect(knocks)
        #expect(knocking.due > .max / 2)
    }

    @Test func asOftenAsRemoteTargetsAreAttempted() {
        var policy = WaitPolicy()
        #expect(policy.knockInterval == 256)
        policy.maxInterval = 50
        #expect(policy.knockInterval == 256, "a short pace is meant for those who answer")
        policy.maxInterval = 5000
        #expect(policy.knockInterval == 5000)
        policy.period = 500
        #expect(policy.knockInterval == nil, "the peer that is imitated does not")
    }
}
