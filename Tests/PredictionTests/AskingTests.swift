import Probing
import Testing

@testable import Prediction

struct AskingTests {
    /// What the waiter's own machine does, attempt by attempt, as far as that can be foreseen: the first attempts, and
    /// the pace from then on.
    static let schedules = [
        Schedule.remote, .loopback, .loopback.slowed(by: 7), Schedule(initial: 10, factor: 2, maximum: 1000),
        Schedule(initial: 500, factor: 1, maximum: 500, spread: false),
        Schedule(initial: 100, factor: 3, maximum: 5000, spread: false), Schedule(initial: 5, factor: 1, maximum: 40),
    ]

    @Test(arguments: schedules)
    func attemptsAreThoseOfTheSchedule(_ schedule: Schedule) {
        for seed in 0..<20 as Range<UInt64> {
            var random = SplitMix64(state: seed)
            var due: Milliseconds = 0
            var attempts = [due]
            for attempt in 1...200 {
                due = schedule.next(after: attempt, due: due, now: due, random: random.next())
                attempts.append(due)
            }
            let began = Duration.ms(123)
            for time in stride(from: Milliseconds(0), through: attempts[attempts.count - 1], by: 37) {
                let expected = attempts.firstIndex { $0 >= time } ?? 0
                let found = Asking.schedule(.init(schedule)).attempt(
                    notBefore: began + .milliseconds(time), began: began, seed: seed)
                #expect(found == .init(time: began + .milliseconds(attempts[expected]), number: expected + 1))
            }
        }
    }

    @Test(arguments: [(0, 0, 1), (1, 2000, 2), (2000, 2000, 2), (2001, 4000, 3), (7_200_000, 7_200_000, 3601)])
    func aLoopAsksEveryTwoSeconds(time: Int, expected: Int, number: Int) {
        let found = Asking.every(.s(2)).attempt(notBefore: .ms(time), began: .zero, seed: 0)
        #expect(found == .init(time: .ms(expected), number: number))
    }

    @Test func theFirstAttemptMayComeLater() {
        let asking = Asking.every(.ms(500), after: .ms(500))
        #expect(asking.attempt(notBefore: .s(10), began: .s(10), seed: 0) == .init(time: .ms(10_500), number: 1))
        #expect(asking.attempt(notBefore: .ms(10_501), began: .s(10), seed: 0) == .init(time: .s(11), number: 2))
    }

    @Test func aWatchIsTold() {
        let asking = Asking.watch(lag: .ms(30))
        #expect(asking.attempt(notBefore: .s(5), began: .s(5), seed: 0).time == .s(5))
        #expect(asking.attempt(notBefore: .s(9), began: .s(5), seed: 0).time == .ms(9030))
    }
}
